import { registerDecorator } from 'class-validator';

export { IsLine, IsWords } from '@carrel/web';

/** At most so many answers of at most so many characters, by the names of a form's fields. */
export const IsAnswers =
  (most: number, longest: number): PropertyDecorator =>
  (target, propertyName) =>
    registerDecorator({
      name: 'isAnswers',
      constraints: [most, longest],
      target: target.constructor,
      propertyName: String(propertyName),
      validator: {
        validate: (value: unknown) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.keys(value).length <= most &&
          Object.entries(value).every(
            ([name, text]) => name.length <= 60 && typeof text === 'string' && text.length <= longest,
          ),
        defaultMessage: () => `$property holds at most ${most} texts by the names of the form's fields`,
      },
    });
