import { CorrespondenceService } from './correspondence.service.js';
import { CorrespondenceAnswers } from './events/correspondence.answers.js';

export const correspondence = {
  controllers: [CorrespondenceAnswers],
  providers: [CorrespondenceService],
};
