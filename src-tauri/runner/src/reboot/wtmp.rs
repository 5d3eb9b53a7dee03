//! `/var/log/wtmp`: systemd writes a record as the machine goes down (`man 5 utmp`).

use jiff::Timestamp;

/// glibc's record on Linux: 384 bytes on x86, ARM and most others, whatever the size of a `long` is.
const RECORD: usize = 384;
/// Of the type of a record, two bytes; 1 is a change of the runlevel.
const RUN_LVL: u16 = 1;
/// Where the name of the user begins, which is `shutdown` in that of a machine that goes down.
const USER: usize = 44;
/// Where the seconds since 1970 are, four bytes.
const SECONDS: usize = 340;

/// Of the type of a record: a start of the machine.
const BOOT_TIME: u16 = 2;
/// How far the written time of a start may lie from the kernel's, in seconds.
const NEAR: i64 = 300;

/// When the machine went down before it was started at `boot`. Nothing where its power was cut, and where
/// nobody writes starts any more.
pub fn went_down(records: &[u8], boot: Timestamp) -> Option<Timestamp> {
    let mut down = None;
    for record in records.chunks_exact(RECORD) {
        let kind = u16::from_ne_bytes([record[0], record[1]]);
        let seconds = record.get(SECONDS..SECONDS + 4).and_then(|bytes| bytes.try_into().ok());
        let at = Timestamp::from_second(u32::from_ne_bytes(seconds?).into()).ok()?;
        match kind {
            RUN_LVL if record[USER..].starts_with(b"shutdown\0") => down = Some(at),
            BOOT_TIME if boot.duration_since(at).as_secs().abs() <= NEAR => {
                return down.filter(|down| *down <= boot);
            }
            BOOT_TIME => down = None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + seconds).unwrap()
    }

    fn record(kind: u16, user: &str, seconds: u32) -> Vec<u8> {
        let mut record = vec![0; RECORD];
        record[..2].copy_from_slice(&kind.to_ne_bytes());
        record[USER..USER + user.len()].copy_from_slice(user.as_bytes());
        record[SECONDS..SECONDS + 4].copy_from_slice(&(1_700_000_000 + seconds).to_ne_bytes());
        record
    }

    #[test]
    fn the_last_shutdown_before_a_start() {
        let down = |seconds| record(RUN_LVL, "shutdown", seconds);
        let up = |seconds| record(BOOT_TIME, "reboot", seconds);
        let login = |seconds| record(7, "ann", seconds);
        let cases = [
            ("nothing is written", vec![], None),
            ("a shutdown", vec![up(0), login(5), down(1000), up(2000)], Some(1000)),
            ("two", vec![down(50), up(60), down(1000), up(2003)], Some(1000)),
            ("its power was cut", vec![down(10), up(20), login(30), up(2000)], None),
            ("starts are not written any more", vec![up(0), down(10)], None),
            ("one since", vec![down(1000), up(2000), down(3000), up(4000)], Some(1000)),
            ("another runlevel", vec![record(RUN_LVL, "runlevel", 1000), up(2000)], None),
            ("half a record", vec![vec![1, 0, 0]], None),
        ];
        for (name, records, expected) in cases {
            assert_eq!(went_down(&records.concat(), at(2000)), expected.map(at), "{name}");
        }
    }
}
