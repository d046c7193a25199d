import { Module } from '@nestjs/common';
import { RotaGroups } from './groups.service.js';
import { Rotas } from './persistence/rotas.repository.js';

/** The rota as it was published: lanes, slots, versions, and who may see or change it. */
@Module({
  providers: [RotaGroups, Rotas],
  exports: [RotaGroups, Rotas],
})
export class PlanModule {}
