import { ValidateBy } from 'class-validator';

const NAMES = 20;
const NAME = /^[A-Za-z0-9][\w-]{0,63}$/;
const TEXT = 1000;

/** Answers to a form: at most 20 names, each with a text of at most 1000 characters. */
export const AreFields = () =>
  ValidateBy({
    name: 'areFields',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).length <= NAMES &&
        Object.entries(value).every(
          ([name, text]) => NAME.test(name) && typeof text === 'string' && text.length <= TEXT,
        ),
      defaultMessage: () => `fields holds at most ${NAMES} names with texts of at most ${TEXT} characters`,
    },
  });
