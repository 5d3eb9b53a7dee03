use super::fault::{Fault, On};

pub(super) const FAULTS: &[Fault] = &[
    Fault {
        what: "removed by another program",
        outcome: "its row goes, its client ends, and what was followed of it stays in the history",
        on: On::BothAndScripted,
        tests: &[
            (
                "tests/it/faults/refusal.rs",
                &[
                    "one_deleted_before_its_log_is_read_is_not_found",
                    "one_deleted_while_it_is_stopped_is_stopped_and_removed",
                    "one_deleted_while_attached_ends_the_client",
                ],
            ),
            ("tests/it/faults/garbage.rs", &["one_that_vanishes_between_list_and_inspect_is_left_out"]),
            ("tests/it/live/faults.rs", &["what_is_removed_is_gone"]),
            ("tests/it/real/record/kept.rs", &["what_others_remove_is_kept_as_it_was_followed"]),
            ("tests/it/real/observer/lives.rs", &["a_removal_ends_the_observing"]),
        ],
    },
    Fault {
        what: "renamed by another program",
        outcome: "it is the same session under its new name, in the list and in the history",
        on: On::Both,
        tests: &[
            ("tests/it/real/record/kept.rs", &["a_new_name_is_told"]),
            ("tests/it/live/real.rs", &["what_others_do_is_seen"]),
        ],
    },
    Fault {
        what: "paused by another program",
        outcome: "it is shown as paused; a start says so, a stop works",
        on: On::Both,
        tests: &[
            ("tests/it/real/start.rs", &["a_paused_one_is_named_as_such"]),
            ("tests/it/real/stop.rs", &["a_paused_one_is_stopped"]),
        ],
    },
    Fault {
        what: "restarted by another program, or by its policy",
        outcome: "each run is there once, in the terminal, the log and the history",
        on: On::Both,
        tests: &[
            ("tests/it/live/real.rs", &["a_restart_policy_at_work_is_followed"]),
            (
                "tests/it/real/observer/lives.rs",
                &["it_is_read_again_after_a_start", "it_is_read_again_after_a_restart_by_its_policy"],
            ),
            ("tests/it/real/record/loops.rs", &["loops_that_end_at_once_have_each_run_once"]),
            ("tests/e2e/runs.rs", &["each_run_stands_once_below_a_line"]),
        ],
    },
    Fault {
        what: "out of memory",
        outcome: "the kernel is named as the one who ended it, or the child that it ended",
        on: On::Both,
        tests: &[
            (
                "tests/it/real/memory.rs",
                &[
                    "one_that_ran_out_of_memory_was_killed",
                    "one_whose_child_ran_out_of_memory_ended_by_itself",
                ],
            ),
            ("tests/it/real/record/ends.rs", &["want_of_memory_is_the_kernel"]),
            ("tests/e2e/endings.rs", &["one_that_ran_out_of_memory_is_told_as_far_as_the_engine_knows"]),
        ],
    },
    Fault {
        what: "killed from elsewhere",
        outcome: "nobody says that Berth did it",
        on: On::Both,
        tests: &[
            ("tests/it/real/record/ends.rs", &["a_kill_from_outside_is_somebody_else"]),
            ("tests/e2e/endings.rs", &["a_kill_from_elsewhere_is_not_told_as_ours"]),
        ],
    },
    Fault {
        what: "its name is taken between the look and the create",
        outcome: "of several starts one wins; another program's container is neither started nor removed",
        on: On::BothAndScripted,
        tests: &[
            (
                "tests/it/faults/taken.rs",
                &[
                    "a_name_that_is_taken_by_one_that_runs_is_in_the_way",
                    "a_name_that_is_taken_and_released_is_used",
                ],
            ),
            ("tests/it/faults/refusal.rs", &["a_failed_create_that_leaves_a_container_removes_it"]),
            (
                "tests/it/real/start.rs",
                &["five_at_once_have_one_winner", "a_foreign_one_of_that_name_that_runs_is_in_the_way"],
            ),
        ],
    },
    Fault {
        what: "its files are lost",
        outcome: "it stays a row that says so and can be deleted; it harms no other",
        on: On::BothAndScripted,
        tests: &[
            (
                "tests/it/real/broken.rs",
                &[
                    "one_whose_layer_podman_lost_is_a_row_that_can_be_deleted",
                    "one_whose_layer_docker_lost_is_a_row_that_can_be_deleted",
                ],
            ),
            (
                "tests/it/faults/broken.rs",
                &["a_broken_one_is_a_row_and_harms_no_other", "one_that_breaks_is_not_gone"],
            ),
        ],
    },
    Fault {
        what: "its log can't be read",
        outcome: "it is not removed without a yes of its own",
        on: On::BothAndScripted,
        tests: &[
            ("tests/it/faults/refusal.rs", &["a_log_that_can_not_be_read_keeps_the_session"]),
            ("tests/it/real/verbs.rs", &["one_whose_log_cannot_be_read_goes_when_that_is_said"]),
        ],
    },
];
