import { useMe } from './me.js';

/** What the roles allow; what one may not do is not there. Unknown while it is asked. */
export function useMay(): (capability: string) => boolean {
  const { data } = useMe();
  return (capability) => data?.capabilities.includes(capability) ?? false;
}
