use super::fault::{Fault, On};

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        what: "not installed",
        outcome: "Berth says what it looked for and where to get it; one that is installed later is found without a restart",
        on: On::BothAndScripted,
        tests: &[
            ("tests/e2e/faults.rs", &["an_engine_that_is_installed_later_is_found"]),
            ("tests/it/faults/refusal.rs", &["a_program_that_is_not_there_is_unavailable"]),
            ("tests/it/real/berthctl/wrong.rs", &["no_engine_is_5"]),
        ],
    },
    Fault {
        what: "stopped, and started later",
        outcome: "it is told once that it is away; its rows stay, marked as old; it comes back by itself",
        on: On::BothAndScripted,
        tests: &[
            (
                "tests/it/live/restarts.rs",
                &[
                    "a_podman_service_that_comes_and_goes_is_followed",
                    "a_docker_daemon_that_comes_and_goes_is_followed",
                ],
            ),
            ("tests/it/live/faults.rs", &["one_that_goes_away_is_told_once_and_comes_back"]),
            ("tests/it/faults/refusal.rs", &["an_engine_that_goes_away_is_unavailable"]),
            ("tests/e2e/live.rs", &["rows_of_a_stopped_daemon_stay_marked_until_it_is_back"]),
        ],
    },
    Fault {
        what: "killed, or its client, while somebody is attached",
        outcome: "the terminal ends and nobody says that the session did; it goes on and is joined again",
        on: On::Both,
        tests: &[
            (
                "tests/it/real/engine_killed.rs",
                &["a_docker_that_is_killed_ends_the_view_and_not_the_session"],
            ),
            (
                "tests/it/real/attach.rs",
                &["a_killed_client_leaves_it_running", "a_client_whose_terminal_vanishes_leaves_it_running"],
            ),
        ],
    },
    Fault {
        what: "a session's monitor (conmon) is killed",
        outcome: "the run ends once in the history, with its log, and nobody claims to know how",
        on: On::Podman,
        tests: &[(
            "tests/it/real/record/crashed.rs",
            &["a_run_whose_conmon_is_killed_ends_once_and_nobody_claims_to_know_how"],
        )],
    },
    Fault {
        what: "its client is killed while a session starts",
        outcome: "it runs, or there is an error; what is left of it is no obstacle to the next start",
        on: On::BothAndScripted,
        tests: &[
            ("tests/it/real/cut_off.rs", &["a_killed_client_leaves_no_half_start"]),
            (
                "tests/it/faults/killed.rs",
                &[
                    "a_killed_create_that_made_it_goes_on",
                    "a_killed_create_that_made_nothing_is_an_error",
                    "a_killed_start_that_started_it_succeeds",
                    "a_killed_start_leaves_no_container",
                ],
            ),
        ],
    },
    Fault {
        what: "killed, or its client, while a session stops",
        outcome: "how the session is now decides; nothing that runs is removed, and no run is lost",
        on: On::BothAndScripted,
        tests: &[
            ("tests/it/real/engine_killed.rs", &["a_docker_that_is_killed_leaves_no_half_stop"]),
            ("tests/it/real/cut_off.rs", &["a_killed_client_leaves_no_half_stop"]),
            (
                "tests/it/faults/killed.rs",
                &["a_killed_stop_that_stopped_it_succeeds", "a_killed_stop_that_did_nothing_is_an_error"],
            ),
            (
                "tests/it/real/record/daemon.rs",
                &[
                    "runs_outlive_a_docker_daemon_that_is_killed_and_the_gap_has_a_name",
                    "runs_that_end_with_a_docker_daemon_that_is_killed_are_there_once",
                ],
            ),
        ],
    },
    Fault {
        what: "its client is killed while it lists",
        outcome: "an error, and never a shorter list or a session that is not there",
        on: On::BothAndScripted,
        tests: &[
            ("tests/it/real/cut_off.rs", &["a_killed_look_is_no_absence"]),
            (
                "tests/it/faults/killed.rs",
                &["a_killed_list_is_no_empty_list", "a_killed_look_says_neither_yes_nor_no"],
            ),
        ],
    },
    Fault {
        what: "its events end",
        outcome: "they are begun again, what happened meanwhile is seen, and the engine was never away",
        on: On::Scripted,
        tests: &[("tests/it/live/faults.rs", &["events_that_end_are_begun_again"])],
    },
    Fault {
        what: "its client is killed while a run is archived",
        outcome: "the container stays, and half a log is not called whole; the next try keeps all of it",
        on: On::BothAndScripted,
        tests: &[
            ("tests/it/real/cut_off.rs", &["a_killed_client_leaves_no_half_log"]),
            (
                "tests/it/faults/killed.rs",
                &["a_killed_log_keeps_the_session", "a_killed_remove_is_looked_up"],
            ),
        ],
    },
    Fault {
        what: "hangs at a call",
        outcome: "each call ends within its limit with all of its processes; what it did meanwhile is looked up",
        on: On::Scripted,
        tests: &[
            (
                "tests/it/faults/timeouts.rs",
                &[
                    "a_list_that_hangs_times_out",
                    "an_inspect_that_hangs_times_out_and_answers_neither_yes_nor_no",
                    "a_health_check_that_hangs_is_unavailable",
                    "a_create_that_hangs_and_made_nothing_times_out",
                    "a_create_that_hangs_but_made_it_goes_on",
                    "a_start_that_hangs_and_did_nothing_times_out",
                    "a_start_that_hangs_but_started_it_succeeds",
                    "a_stop_that_hangs_and_did_nothing_times_out",
                    "a_stop_that_hangs_but_stopped_it_succeeds",
                    "a_remove_that_hangs_and_did_nothing_times_out",
                    "a_remove_that_hangs_but_removed_it_succeeds",
                    "a_log_that_hangs_times_out",
                    "a_resume_that_hangs_times_out_until_it_is_seen_to_run",
                    "a_pull_that_hangs_times_out_after_its_progress",
                    "an_import_that_hangs_times_out",
                ],
            ),
            ("tests/it/faults/launch.rs", &["one_that_hangs_times_out_and_is_ended"]),
            ("tests/it/live/faults.rs", &["one_that_hangs_is_away_until_it_answers"]),
            ("tests/e2e/faults.rs", &["the_window_answers_while_the_engine_hangs"]),
        ],
    },
    Fault {
        what: "slow, or behind a link that is slow, cut or silent",
        outcome: "it is only slow; what is lost is told and joined again without a line twice or missing",
        on: On::Both,
        tests: &[
            ("tests/it/real/remote/verbs.rs", &["a_slow_link_is_only_slow"]),
            ("tests/it/real/remote/faults.rs", &["a_link_that_is_cut_ends_the_view_and_not_the_session"]),
            (
                "tests/e2e/remote.rs",
                &[
                    "a_silent_link_is_told_and_goes_on",
                    "a_cut_link_is_told_and_joined_again_without_a_lost_line",
                ],
            ),
        ],
    },
    Fault {
        what: "answers garbage",
        outcome: "what can be read is; the rest is counted and told; nothing is invented",
        on: On::Scripted,
        tests: &[
            (
                "tests/it/faults/garbage.rs",
                &[
                    "a_bad_row_is_skipped_and_counted",
                    "null_labels_and_wrong_types_in_details_are_read",
                    "bytes_that_are_no_text_do_no_harm",
                    "no_output_is_an_empty_list_and_no_details",
                ],
            ),
            ("tests/it/live/faults.rs", &["endless_nonsense_is_no_event"]),
            ("tests/it/live/recorded.rs", &["garbage_between_events_leaves_one_run_that_is_right"]),
            ("tests/it/fuzzed.rs", &["rows", "inspections", "events", "failures"]),
        ],
    },
    Fault {
        what: "an answer that is cut off",
        outcome: "what is read of a part is a part of what is read of the whole",
        on: On::Scripted,
        tests: &[
            ("tests/it/faults/garbage.rs", &["a_listing_that_is_no_list_is_unreadable"]),
            (
                "tests/it/dialects/cut.rs",
                &[
                    "half_an_inspection_describes_no_other_container",
                    "half_a_list_names_no_other_container",
                    "half_an_event_is_none",
                ],
            ),
        ],
    },
    Fault {
        what: "an answer of 100 MB, or without an end",
        outcome: "refused at a limit of memory and of time; a log is taken as it comes, whole",
        on: On::Scripted,
        tests: &[
            (
                "tests/it/faults/huge.rs",
                &[
                    "a_hundred_megabytes_are_no_list",
                    "a_hundred_megabytes_are_no_description",
                    "a_hundred_megabytes_are_no_version",
                    "a_log_of_a_hundred_megabytes_is_kept_whole",
                ],
            ),
            (
                "tests/it/faults/timeouts.rs",
                &["endless_stdout_is_unreadable", "endless_stderr_is_unreadable", "an_endless_log_times_out"],
            ),
        ],
    },
    Fault {
        what: "complains in another language",
        outcome: "its words are shown; what is not understood is neither absent nor done; warnings are no errors",
        on: On::Scripted,
        tests: &[(
            "tests/it/faults/language.rs",
            &["what_is_not_understood_is_neither_absent_nor_done", "warnings_in_any_language_are_no_errors"],
        )],
    },
    Fault {
        what: "its socket is not for this user",
        outcome: "that is told as such, with what to do; exit code 5",
        on: On::Docker,
        tests: &[("tests/it/real/denied.rs", &["a_socket_of_docker_that_is_not_for_this_user_is_told"])],
    },
];
