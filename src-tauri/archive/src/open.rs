//! Opening the database, and bringing it up to the version that this program knows.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::Error;
use crate::fault::Fault;
use crate::private;

/// What brings version N to N + 1, from an empty file on.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("excluded_names.sql"),
    include_str!("restarts.sql"),
    include_str!("boots.sql"),
];

/// How long a call waits for another program's: those of a busy machine take a second.
const PATIENCE: Duration = Duration::from_secs(10);

/// The newest version that this program knows.
pub fn known() -> i32 {
    i32::try_from(MIGRATIONS.len()).unwrap_or(i32::MAX)
}

/// A connection that reads and writes; the file is made where there is none.
pub fn open(path: &Path) -> Result<Connection, Fault> {
    refuse_newer(path, version_in_header(path))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    private::make(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    // The header may be older than what another program has written beside the file. Closing
    // would carry that into the file, and a newer one is not to be touched.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let found = version(&connection)?;
    refuse_newer(path, found)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    if found < known() {
        migrate(&mut connection, path)?;
    }
    prepare(&connection)?;
    Ok(connection)
}

/// A connection to a file in a folder where nothing can be written.
pub fn open_unwritable(path: &Path) -> Result<Connection, Fault> {
    // Without the log beside it the file alone may be half of a change.
    let mut beside = path.as_os_str().to_owned();
    beside.push("-wal");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = if fs::metadata(&beside).is_ok_and(|file| file.len() > 0) {
        Connection::open_with_flags(path, flags)?
    } else {
        let name = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let root = if name.starts_with('/') { "" } else { "/" };
        let uri = format!("file:{root}{}?immutable=1", name.replace('\\', "/"));
        Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI)?
    };
    let found = version(&connection)?;
    refuse_newer(path, found)?;
    if found < known() {
        let words = "it was written by an older Berth and can't be brought up to date here";
        return Err(Fault::Io(std::io::Error::new(std::io::ErrorKind::ReadOnlyFilesystem, words)));
    }
    Ok(connection)
}

fn refuse_newer(path: &Path, found: i32) -> Result<(), Error> {
    let known = known();
    if found > known {
        return Err(Error::ArchiveNewer { path: path.to_owned(), found, known });
    }
    Ok(())
}

/// The version as the file's header has it: the four bytes from 60 on, the highest first
/// (<https://www.sqlite.org/fileformat.html#user_version_number>). 0 where there is no file.
fn version_in_header(path: &Path) -> i32 {
    let mut header = [0; 64];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    match (read, header) {
        (Ok(()), [.., a, b, c, d]) if header.starts_with(b"SQLite format 3\0") => {
            i32::from_be_bytes([a, b, c, d])
        }
        _ => 0,
    }
}

fn version(connection: &Connection) -> rusqlite::Result<i32> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

fn migrate(connection: &mut Connection, path: &Path) -> Result<(), Fault> {
    // Only before the first table is made: pages that are free can go back to the system.
    connection.execute_batch("PRAGMA auto_vacuum = INCREMENTAL")?;
    patiently(|| {
        connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0))?;
        Ok(())
    })?;
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been quicker.
    let found = version(&change)?;
    refuse_newer(path, found)?;
    for step in MIGRATIONS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        change.execute_batch(step)?;
    }
    change.pragma_update(None, "user_version", known())?;
    change.commit()?;
    Ok(())
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    // What is erased is overwritten, and so is what was there before a page was used again.
    // What was acknowledged outlives the program, not a power cut; `Archive::sync` is for that.
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;
         PRAGMA journal_size_limit = 16777216; PRAGMA cache_size = -8192",
    )?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// SQLite does not wait by itself for the change to a write-ahead log.
fn patiently(mut attempt: impl FnMut() -> Result<(), Fault>) -> Result<(), Fault> {
    let began = Instant::now();
    loop {
        match attempt() {
            Err(fault) if fault.is_busy() && began.elapsed() < PATIENCE => {
                thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}
