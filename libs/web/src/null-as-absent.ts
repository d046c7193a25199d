const PROPERTIES = 'swagger/apiModelProperties';

/**
 * Takes `null` for a field that may be left out but, by the document, is never null as the field left out: with its
 * default where it has one. Validation passes it (`IsOptional` skips null as it does undefined), and no operation expects it.
 * @param value a body in its class, validated; changed in place
 */
export function nullAsAbsent(value: unknown): void {
  if (Array.isArray(value)) return value.forEach(nullAsAbsent);
  // A plain object is what a field of any content holds, a view of bytes a file.
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === Object.prototype || prototype === null) return;
  const body = value as Record<string, unknown>;
  for (const [name, inside] of Object.entries(body)) {
    if (inside !== null) nullAsAbsent(inside);
    else if (isNeverNull(prototype, name)) {
      const { [name]: standard } = new (prototype.constructor as new () => Record<string, unknown>)();
      if (standard === undefined) delete body[name];
      else body[name] = standard;
    }
  }
}

function isNeverNull(prototype: object, name: string): boolean {
  const documented = Reflect.getMetadata(PROPERTIES, prototype, name) as { nullable?: boolean } | undefined;
  return documented !== undefined && !documented.nullable;
}
