use proptest::prelude::*;

use super::*;
use crate::emulator::mark::Prompt;

fn cell() -> impl Strategy<Value = Cell> {
    let any_pen = (any::<u32>(), any::<u32>(), any::<u32>());
    let pen = prop_oneof![
        4 => Just(EMPTY),
        2 => Just(Cell::pen(1, 2, 0)),
        1 => any_pen.prop_map(|(fg, bg, extended)| Cell::pen(fg, bg, extended)),
    ];
    let empty = EMPTY.content();
    let content = prop_oneof![
        6 => (b' '..=b'~').prop_map(move |byte| empty | u32::from(byte)),
        2 => prop::sample::select(vec![0, empty, empty | 0xe9, empty | 0x3fff, empty | 0x4000]),
        1 => 0..1u32 << 24,
    ];
    (content, pen).prop_map(|(content, pen)| Cell::with_content(content, &pen))
}

#[derive(Debug, Clone)]
enum Step {
    Push(Vec<Cell>, bool, Mark),
    Pop,
    Forget(usize),
    BeginLine(usize),
}

fn mark() -> impl Strategy<Value = Mark> {
    let marked = Mark { output: true, prompt: Some(Prompt { output: false, exit: Some(7) }) };
    prop_oneof![4 => Just(Mark::default()), 1 => Just(marked)]
}

fn step() -> impl Strategy<Value = Step> {
    let [short, some, long] = [0..2, 0..40, 0..3000].map(|len| prop::collection::vec(cell(), len));
    let cells = prop_oneof![20 => short, 20 => some, 1 => long];
    prop_oneof![
        20 => (cells, any::<bool>(), mark()).prop_map(|(cells, wrapped, mark)| Step::Push(cells, wrapped, mark)),
        4 => Just(Step::Pop),
        4 => (0usize..40).prop_map(Step::Forget),
        1 => (0usize..100).prop_map(Step::BeginLine),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn rows_come_out_as_they_went_in(steps in prop::collection::vec(step(), 0..200)) {
        let mut scrollback = Scrollback::default();
        let mut rows: VecDeque<(Vec<Cell>, bool, Mark)> = VecDeque::new();
        let told = |row: Row| (row.stored().to_vec(), row.wrapped, row.mark);
        for step in steps {
            match step {
                Step::Push(cells, wrapped, mark) => {
                    scrollback.push(&Row::of(cells.clone(), wrapped).marked(mark));
                    rows.push_back((cells, wrapped, mark));
                }
                Step::Pop => prop_assert_eq!(scrollback.pop().map(told), rows.pop_back()),
                Step::Forget(n) => {
                    let n = n.min(rows.len());
                    scrollback.forget(n);
                    rows.drain(..n);
                }
                Step::BeginLine(at) => {
                    scrollback.begin_line(at);
                    rows.get_mut(at).into_iter().for_each(|(_, wrapped, _)| *wrapped = false);
                }
            }
            prop_assert_eq!(scrollback.len(), rows.len());
        }
        prop_assert_eq!(scrollback.iter().map(told).collect::<VecDeque<_>>(), rows);
    }
}

/// The memory of dropped long rows is not kept for the short rows after them.
#[test]
fn short_rows_take_little_after_long_ones() {
    const ROWS: usize = 1000;
    let row = |len| Row::filled(len, Cell::new(u32::from(b'x'), 1, &EMPTY));
    let mut scrollback: Scrollback = (0..ROWS).map(|_| row(1000)).collect();
    for _ in 0..ROWS {
        scrollback.forget(1);
        scrollback.push(&row(100));
    }
    let blocks: usize = scrollback.blocks.iter().chain([&scrollback.spare]).map(Vec::capacity).sum();
    let memory = blocks + scrollback.rows.capacity() * size_of::<Packed>() + scrollback.packing.capacity();
    assert_eq!(scrollback.iter().map(|row| row.stored().len()).sum::<usize>(), ROWS * 100);
    assert!(memory < ROWS * 100 + 4 * BLOCK_BYTES, "{memory} bytes");
}
