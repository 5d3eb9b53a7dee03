// Counts what crosses on the channels that are open now.
const wire = (window.benchWire = { bytes: 0, messages: 0, heard: null });
const { callbacks } = window.__TAURI_INTERNALS__;
for (const [id, call] of callbacks) {
  callbacks.set(id, (data) => {
    if (data?.message instanceof ArrayBuffer) {
      wire.bytes += data.message.byteLength;
      wire.messages++;
      wire.heard?.();
    }
    return call(data);
  });
}
