use super::fault::{Fault, On};

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        what: "the disk of the history fills",
        outcome: "that is told where the past is looked for; all else works; once there is room, it is kept again",
        on: On::Podman,
        tests: &[
            ("tests/e2e/archive/unusable.rs", &["a_disk_that_fills_is_told_and_the_rest_works"]),
            (
                "src-tauri/archive/src/tests/hostile.rs",
                &[
                    "a_full_archive_is_said_in_words_and_loses_nothing",
                    "a_disk_that_is_full_keeps_what_was_written",
                ],
            ),
        ],
    },
    Fault {
        what: "the history can't be written, or can only be read",
        outcome: "it is told; nothing is removed unarchived; what was kept can be read",
        on: On::Both,
        tests: &[
            ("tests/it/real/record/several.rs", &["an_archive_that_cannot_be_written_stops_removals_alone"]),
            (
                "tests/e2e/archive/unusable.rs",
                &["a_state_folder_that_can_only_be_read_is_told_and_the_rest_works"],
            ),
            ("src-tauri/archive/src/tests/hostile.rs", &["a_folder_that_can_only_be_read_is_read"]),
        ],
    },
    Fault {
        what: "the disk of the log volume of a session is full",
        outcome: "its program is told by the system; its end and its log are kept all the same",
        on: On::Both,
        tests: &[("tests/it/real/full.rs", &["a_log_volume_without_room_harms_no_session"])],
    },
    Fault {
        what: "the disk of images and containers is full",
        outcome: "the error says so; neither half an image nor half a session is left; what runs goes on",
        on: On::Both,
        tests: &[("tests/it/real/full.rs", &["an_image_store_without_room_is_told_and_harms_no_session"])],
    },
    Fault {
        what: "the settings can't be read, or their disk is full or can only be read",
        outcome: "the file stays as it is, the fault is named, and nothing is shown as set that is not kept",
        on: On::Nothing,
        tests: &[
            ("tests/e2e/faults.rs", &["settings_that_can_only_be_read_are_told_and_stay_as_they_are"]),
            ("src-tauri/src/settings/tests.rs", &["a_file_that_cannot_be_read_is_not_overwritten"]),
            ("src-tauri/runner/src/config/tests.rs", &["a_folder_that_cannot_be_made_is_named"]),
        ],
    },
    Fault {
        what: "the clock jumps, or the engine has another one",
        outcome: "no run is doubled, lost or reordered, and nothing is taken for a leftover",
        on: On::Nothing,
        tests: &[
            (
                "src-tauri/archive/src/tests/clocks.rs",
                &[
                    "a_clock_that_is_set_back_an_hour_confuses_nothing",
                    "a_run_that_goes_on_stays_open_whatever_comes_late",
                ],
            ),
            ("src-tauri/archive/src/tests/runs.rs", &["the_engines_clock_may_be_another"]),
            (
                "src-tauri/runner/src/runner/record/clock.rs",
                &["only_a_difference_that_is_none_of_the_way_counts"],
            ),
            (
                "src-tauri/runner/src/runner/reconcile.rs",
                &["a_start_under_way_and_a_clock_that_is_behind_are_left_alone"],
            ),
        ],
    },
    Fault {
        what: "no file handle is left",
        outcome: "it does what was asked, or says why not; no list is shorter than it is; open terminals go on, and \
                  with room again all works",
        on: On::BothAndScripted,
        tests: &[
            ("tests/it/faults/exhausted.rs", &["without_file_handles_it_says_so"]),
            ("tests/e2e/exhausted.rs", &["without_file_handles_it_says_so_and_goes_on"]),
        ],
    },
    Fault {
        what: "no process and no thread is left",
        outcome: "the same",
        on: On::BothAndScripted,
        tests: &[
            ("tests/it/faults/exhausted.rs", &["without_processes_and_threads_it_says_so"]),
            ("tests/e2e/exhausted.rs", &["without_threads_it_says_so_and_goes_on"]),
        ],
    },
    Fault {
        what: "no pseudo-terminal is left",
        outcome: "an error that says so; open terminals go on; with one free it works again",
        on: On::Nothing,
        tests: &[(
            "tests/it/faults/exhausted.rs",
            &["without_pseudo_terminals_it_says_so_until_one_is_free"],
        )],
    },
    Fault {
        what: "a program floods its terminal or its log",
        outcome: "memory stays within its limit, and the session is not slowed",
        on: On::Both,
        tests: &[
            ("tests/it/hostile.rs", &["no_flood_fills_the_memory"]),
            ("tests/it/real/log_view/streams.rs", &["a_flood_keeps_the_newest"]),
            ("src-tauri/terminal/tests/real/output.rs", &["a_window_that_never_acknowledges_stops_nothing"]),
        ],
    },
    Fault {
        what: "the machine sleeps, and wakes",
        outcome: "the list is current at once, terminals take keys, and nobody says that an engine was away",
        on: On::Both,
        tests: &[("tests/e2e/asleep.rs", &["what_happened_while_it_slept_is_there_and_terminals_are_live"])],
    },
    Fault {
        what: "the machine restarts",
        outcome: "what came back and what waits is told once",
        on: On::Both,
        tests: &[
            ("tests/it/real/reboot.rs", &["six_policies_and_what_survives"]),
            ("tests/e2e/reboot.rs", &["what_came_back_and_what_waits_is_told"]),
        ],
    },
];
