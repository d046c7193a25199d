import { runService } from '../../src/index.js';
import { sampleDataSource, SampleModule } from './sample.module.js';

await runService({ name: 'sample', module: SampleModule, dataSource: sampleDataSource });
