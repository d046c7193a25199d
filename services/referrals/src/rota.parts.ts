import { CoversService } from './cover/covers.service.js';
import { CoversController } from './cover/http/covers.controller.js';
import { Ladder } from './cover/ladder.js';
import { Covers } from './cover/persistence/covers.repository.js';
import { DutiesService } from './duty/duties.service.js';
import { FeedsService } from './duty/feeds.service.js';
import { DutiesController } from './duty/http/duties.controller.js';
import { FeedsController } from './duty/http/feeds.controller.js';
import { Duties } from './calendar/persistence/duties.repository.js';
import { Feeds } from './duty/persistence/feeds.repository.js';
import { Watch } from './duty/watch.js';
import { Calendar } from './calendar/calendar.js';
import { RotaAnswers } from './rota/events/answers.js';
import { RotaGroups } from './plan/groups.service.js';
import { RotasController } from './rota/http/rotas.controller.js';
import { Rotas } from './plan/persistence/rotas.repository.js';
import { RotasService } from './rota/rotas.service.js';

export const rotaControllers = [
  RotasController,
  DutiesController,
  CoversController,
  FeedsController,
  RotaAnswers,
];
export const rotaProviders = [
  Calendar,
  Covers,
  CoversService,
  Duties,
  DutiesService,
  Feeds,
  FeedsService,
  Ladder,
  RotaGroups,
  Rotas,
  RotasService,
  Watch,
];
