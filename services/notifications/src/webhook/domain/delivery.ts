/** One event on its way to one endpoint. */
export const deliveryStatuses = ['queued', 'delivered', 'dead'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

export interface DeliveryRow {
  id: string;
  eventId: string;
  event: string;
  status: DeliveryStatus;
  attempts: number;
  lastStatus: number | null;
  lastError: string | null;
  queuedAt: Date;
  triedAt: Date | null;
  endedAt: Date | null;
}
