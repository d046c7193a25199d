import type { Scene, Subject } from '../scene.js';

/** Makes what one operation is tried on: its path parameters, query and a good body. */
export type Make = (scene: Scene) => Promise<Subject> | Subject;

export const nothing: Make = () => ({ path: {} });
export const saying =
  (make: Make, body: (scene: Scene) => object): Make =>
  async (scene) => ({ ...(await make(scene)), body: () => body(scene) });
export const withKey =
  (make: Make, key: string): Make =>
  async (scene) => {
    const subject = await make(scene);
    return { ...subject, path: { ...subject.path, key } };
  };
