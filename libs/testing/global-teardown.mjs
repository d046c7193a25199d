export default async function globalTeardown() {
  await globalThis.__carrelServer?.stop();
}
