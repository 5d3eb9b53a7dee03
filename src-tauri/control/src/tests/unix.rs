//! Sockets of Unix: who may reach them, and what is in their place.

use std::os::unix::fs::{MetadataExt, PermissionsExt};

use super::*;

// The pipes of Wine take all that is written.
#[tokio::test]
async fn one_that_reads_nothing_holds_up_nobody() {
    let running = running();
    let mut slow = running.raw().await;
    let hello = serde_json::to_string(&wire::Hello::own()).unwrap();
    let ask = r#"{"ask":"peek","session":{"engine":"podman","id":"big"}}"#;
    slow.write_all(format!("{hello}\n{ask}\n").as_bytes()).await.unwrap();
    for _ in 0..3 {
        let app = running.app().await;
        assert_eq!(timeout(Duration::from_secs(5), app.list()).await.unwrap(), Ok(vec![status("0")]));
    }
    // 16 MB are too much for any socket's buffer; the server gives up after its time limit.
    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(60)).await;
    tokio::time::resume();
    let read = rest(&mut slow).await;
    assert!(!read.ends_with('\n'), "the end of the answer came: {} bytes", read.len());
}

// Those of Wine have another clock.
#[tokio::test]
async fn one_that_never_ends_its_request_is_hung_up_on() {
    let running = running();
    let mut slow = running.raw().await;
    let hello = serde_json::to_string(&wire::Hello::own()).unwrap();
    slow.write_all(format!("{hello}\n").as_bytes()).await.unwrap();
    let mut patient = running.app().await;
    assert_eq!(patient.list().await, Ok(vec![status("0")]));
    slow.write_all(b"{\"ask\":").await.unwrap();
    tokio::time::pause();
    tokio::time::sleep(Duration::from_secs(3600)).await;
    tokio::time::resume();
    assert!(!rest(&mut slow).await.contains("list"));
    // One that has asked for nothing more may go on after an hour.
    assert_eq!(patient.list().await, Ok(vec![status("0")]));
    patient = running.app().await;
    assert_eq!(patient.list().await, Ok(vec![status("0")]));
}

/// The memory that this process has, in MB.
#[cfg(target_os = "linux")]
fn memory() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4 / 1024
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_clients_and_of_bytes_is_bounded() {
    let running = running();
    let app = running.app().await;
    let before = memory();
    let hello = serde_json::to_string(&wire::Hello::own()).unwrap();
    let mut refused = 0;
    for number in 0..10_000 {
        match connect(&running.place).await {
            Ok(Some(mut stream)) => refused += u32::from(stream.write_all(hello.as_bytes()).await.is_err()),
            // The queue of the socket may be full for a moment.
            _ => tokio::task::yield_now().await,
        }
        if number % 1000 == 0 {
            assert_eq!(app.list().await, Ok(vec![status("0")]), "after {number}, {refused} refused");
        }
    }
    let mut large = running.raw().await;
    let chunk = vec![b'x'; 1 << 20];
    let mut taken = 0;
    while taken < 100 && large.write_all(&chunk).await.is_ok() {
        taken += 1;
    }
    assert!(taken < 10, "{taken} MB were taken");
    assert_eq!(app.list().await, Ok(vec![status("0")]));
    let after = memory();
    assert!(after < before + 50, "{before} MB, then {after} MB");
}

#[tokio::test]
async fn the_socket_is_for_this_user_alone() {
    let running = running();
    let address = running.place.noted().unwrap();
    let socket = std::fs::metadata(&address).unwrap();
    let folder = std::fs::metadata(Path::new(&address).parent().unwrap()).unwrap();
    assert_eq!((socket.mode() & 0o777, folder.mode() & 0o777), (0o600, 0o700));
}

#[tokio::test]
async fn what_is_left_behind_is_replaced_and_what_is_foreign_is_not() {
    let first = running();
    let address = first.place.noted().unwrap();
    let Running { state, place, _server, .. } = first;
    drop(_server);
    tokio::task::yield_now().await;
    // As after a kill: the socket and the note are there, and nobody listens.
    drop(std::os::unix::net::UnixListener::bind(&address));
    place.set_note(&address).unwrap();
    assert!(App::find(&place).await.unwrap().is_none());
    let host = Arc::new(Memory { changes: watch::Sender::new(0), waiting: watch::Sender::new(0) });
    let start = |place: &Place| {
        let Claimed::First(claim) = Claim::take(place).unwrap() else { unreachable!("nobody has it") };
        Server::start(claim, Arc::clone(&host))
    };
    let server = start(&place).unwrap();
    assert!(App::find(&place).await.unwrap().is_some());
    drop(server);
    tokio::task::yield_now().await;
    // Somebody's file in its place stays.
    std::fs::write(&address, "mine").unwrap();
    let refused = start(&place).unwrap_err().to_string();
    assert!(refused.contains(&address), "{refused}");
    assert_eq!(std::fs::read_to_string(&address).unwrap(), "mine");
    std::fs::remove_file(&address).unwrap();
    // A folder that others may enter is refused.
    let folder = Path::new(&address).parent().unwrap();
    if folder.starts_with(state.path()) {
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert!(start(&place).unwrap_err().to_string().contains("0700"));
    }
}
