import type { Transaction } from '@carrel/messaging';
import { Injectable } from '@nestjs/common';
import type { FindOptionsWhere } from 'typeorm';
import { Delivery } from '../domain/delivery.js';

@Injectable()
export class Deliveries {
  async add(tx: Transaction, delivery: Delivery): Promise<void> {
    await tx.manager.save(delivery);
    await tx.publish(delivery);
  }

  /** Locks, decides, saves row and events; undefined when there is none of this id. */
  async change<T>(
    tx: Transaction,
    id: string,
    decide: (delivery: Delivery) => T | Promise<T>,
  ): Promise<T | undefined> {
    const [result] = await this.changeAll(tx, { id }, decide);
    return result;
  }

  async changeAll<T>(
    tx: Transaction,
    where: FindOptionsWhere<Delivery>,
    decide: (delivery: Delivery) => T | Promise<T>,
  ): Promise<T[]> {
    const deliveries = await tx.manager.find(Delivery, {
      where,
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    const results: T[] = [];
    for (const delivery of deliveries) {
      results.push(await decide(delivery));
      await tx.manager.save(delivery);
      await tx.publish(delivery);
    }
    return results;
  }
}
