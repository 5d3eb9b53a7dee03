//! What clients write to the app's socket.

/// Each line is a request or the end of the conversation; what is read does not depend on what follows.
pub fn socket(bytes: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let (read, ended_well) = runtime.block_on(berth_control::testing::requests(bytes));
    let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
    assert!(read <= lines && (!ended_well || read == lines));
}
