import '../libs/testing/typescript.mjs';

/** The data that whole systems begin with, made once before suites that copy it run side by side. */
export default async function globalSetup() {
  const { preparedData } = await import('../tools/test/prepared-data.ts');
  await preparedData();
}
