/**
 * Writes values that no compression helps with, through etcd's own JSON gateway.
 * @param {string} endpoint
 * @param {{ readonly count: number, readonly bytes: number, readonly perTxn: number }} values
 */
export async function fillValues(endpoint, values) {
  console.log(`Writing ${values.count.toLocaleString('en')} values of ${values.bytes} bytes …`);
  const base64 = (/** @type {Uint8Array | string} */ of) => Buffer.from(of).toString('base64');
  for (let from = 0; from < values.count; from += values.perTxn) {
    const success = Array.from({ length: values.perTxn }, (_, n) => ({
      requestPut: {
        key: base64(`/bench/${String(from + n).padStart(6, '0')}`),
        value: base64(crypto.getRandomValues(new Uint8Array(values.bytes))),
      },
    }));
    const response = await fetch(`${endpoint}/v3/kv/txn`, { method: 'POST', body: JSON.stringify({ success }) });
    if (!response.ok) throw new Error(`etcd did not take the values: ${await response.text()}`);
  }
}
