/** How two questions of one library have to do with one another (rows 54 and 55). */
export const relatedBy = ['merged-into', 'merged-from', 'split-from', 'split-into', 'duplicate-of'] as const;

/** Another question that has to do with one. */
export interface RelatedQuestion {
  readonly relation: (typeof relatedBy)[number];
  readonly id: string;
  readonly number: string;
}
