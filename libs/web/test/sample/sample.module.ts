import { MessagingModule, messagingMigrations } from '@carrel/messaging';
import {
  ACCOUNT_STANDING,
  ALLOWED_ORIGINS,
  WebModule,
  webMigrations,
  type Standing,
} from '../../src/index.js';
import { Module } from '@nestjs/common';
import type { DataSourceOptions, MigrationInterface, QueryRunner } from 'typeorm';
import { ThingsController } from './things.controller.js';

class Things1800000000000 implements MigrationInterface {
  name = 'Things1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE things (id uuid PRIMARY KEY, name text NOT NULL)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE things');
  }
}

export const sampleDataSource = (url: string): DataSourceOptions => ({
  type: 'postgres',
  url,
  entities: [],
  migrations: [...messagingMigrations, ...webMigrations, Things1800000000000],
});

/** What the sample knows of accounts, as a projection would. */
export const standings = new Map<string, Standing>();

async function mayCall(origin: string): Promise<boolean> {
  if (origin === 'https://broken.example') throw new Error('the setting cannot be read');
  return origin === 'https://aspen.example';
}

@Module({
  imports: [MessagingModule.forRoot({ service: 'sample' }), WebModule.forRoot({ service: 'sample' })],
  controllers: [ThingsController],
  providers: [
    { provide: ALLOWED_ORIGINS, useValue: mayCall },
    { provide: ACCOUNT_STANDING, useValue: async (accountId: string) => standings.get(accountId) },
  ],
})
export class SampleModule {}
