import { MessagingModule, messagingMigrations } from '@carrel/messaging';
import { ALLOWED_ORIGINS, WebModule, webMigrations } from '@carrel/web';
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

@Module({
  imports: [MessagingModule.forRoot({ service: 'sample' }), WebModule.forRoot({ service: 'sample' })],
  controllers: [ThingsController],
  providers: [
    { provide: ALLOWED_ORIGINS, useValue: async (origin: string) => origin === 'https://aspen.example' },
  ],
})
export class SampleModule {}
