//! Clients that are not ours, or too many.

use super::*;

#[tokio::test]
async fn garbage_is_refused_and_harms_nothing() {
    let running = running();
    let hello = serde_json::to_string(&wire::Hello::own()).unwrap();
    for garbage in [
        "GET / HTTP/1.1\r\n\r\n".to_owned(),
        format!("{hello}\n{{\"ask\":\"destroy\"}}\n"),
        format!("{hello}\n\u{0}\u{1}\u{2}\n"),
        format!("{hello}\n{}", "x".repeat(wire::MAX_REQUEST + 10)),
        format!("{hello}\n{}{}\n", "[".repeat(20_000), "]".repeat(20_000)),
        format!("{hello}\n{{\"ask\":\"list\"}}\n{{\"ask\":\"list"),
        "x".repeat(100_000),
    ] {
        let mut stream = running.raw().await;
        let written = stream.write_all(garbage.as_bytes()).await;
        // Half a line is no reason to wait for more.
        if written.is_ok() && garbage.ends_with('t') {
            drop(stream);
        } else {
            rest(&mut stream).await;
        }
        assert_eq!(running.app().await.list().await, Ok(vec![status("0")]));
    }
    let mut stream = running.raw().await;
    stream.write_all(format!("{hello}\n{{\"ask\":\"what\"}}\n").as_bytes()).await.unwrap();
    let said = rest(&mut stream).await;
    assert!(said.contains("\"refused\"") && said.contains("\"invalid\""), "{said}");
}

#[tokio::test]
async fn another_version_is_told_so() {
    let running = running();
    let mut stream = running.raw().await;
    stream.write_all(b"{\"berth\":999,\"version\":\"9.9\",\"pid\":1}\n").await.unwrap();
    let said = rest(&mut stream).await;
    assert!(said.contains("9.9") && said.contains("refused"), "{said}");
}

#[tokio::test]
async fn a_silent_client_leaves_where_there_is_no_room() {
    let running = running();
    let mut idle = Vec::new();
    for _ in 0..200 {
        // The queue of the socket may be full for a moment.
        if let Ok(Some(stream)) = connect(&running.place).await {
            idle.push(stream);
        }
    }
    assert!(idle.len() > 64);
    let app = App::find(&running.place).await.unwrap().expect("one that asks has room beside idle ones");
    app.list().await.unwrap();
    drop(idle);
}

#[tokio::test]
async fn where_most_idle_the_longest_idle_client_leaves() {
    let running = running();
    let mut idle = Vec::new();
    for _ in 0..65 {
        let app = running.app().await;
        assert_eq!(app.list().await, Ok(vec![status("0")]));
        idle.push(app);
    }
    assert_eq!(idle[1].list().await, Ok(vec![status("0")]));
    assert!(idle[0].list().await.is_err(), "there are 64 clients at a time");
}
