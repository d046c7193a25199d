import type { IObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1';
import type { ITopologySpreadConstraint, IResourceRequirements } from 'kubernetes-models/v1';

// What Carrel's manifests may say to CloudNativePG (API postgresql.cnpg.io/v1 of operator 1.27) and to its plugin
// Barman Cloud (barmancloud.cnpg.io/v1); no package has them.

interface KeyOf {
  name: string;
  key: string;
}
interface ObjectStore {
  destinationPath: string;
  endpointURL?: string;
  serverName?: string;
  s3Credentials?: {
    accessKeyId?: KeyOf;
    secretAccessKey?: KeyOf;
    region?: KeyOf;
    inheritFromIAMRole?: boolean;
  };
  wal?: {
    compression?: 'gzip' | 'bzip2' | 'snappy' | 'zstd' | 'lz4';
    encryption?: string;
    maxParallel?: number;
  };
  data?: { compression?: 'gzip' | 'bzip2' | 'snappy'; encryption?: string; jobs?: number };
}
interface Storage {
  size: string;
  storageClass?: string;
  resizeInUseVolumes?: boolean;
}
interface Plugin {
  name: string;
  enabled?: boolean;
  parameters?: Record<string, string>;
}
interface ClusterSpec {
  instances: number;
  imageName?: string;
  description?: string;
  primaryUpdateStrategy?: 'unsupervised' | 'supervised';
  primaryUpdateMethod?: 'switchover' | 'restart';
  enableSuperuserAccess?: boolean;
  enablePDB?: boolean;
  superuserSecret?: { name: string };
  inheritedMetadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  bootstrap?: {
    initdb?: {
      database?: string;
      owner?: string;
      secret?: { name: string };
      encoding?: string;
      localeProvider?: 'builtin' | 'icu' | 'libc';
      builtinLocale?: string;
      localeCollate?: string;
      localeCType?: string;
      dataChecksums?: boolean;
      postInitSQL?: string[];
    };
    recovery?: {
      source?: string;
      backup?: { name: string };
      recoveryTarget?: {
        targetTime?: string;
        targetLSN?: string;
        targetName?: string;
        targetImmediate?: boolean;
        exclusive?: boolean;
      };
    };
  };
  externalClusters?: { name: string; plugin?: Plugin }[];
  plugins?: (Plugin & { isWALArchiver?: boolean })[];
  postgresql?: {
    parameters?: Record<string, string>;
    pg_hba?: string[];
    synchronous?: {
      method: 'any' | 'first';
      number: number;
      dataDurability?: 'required' | 'preferred';
      maxStandbyNamesFromCluster?: number;
    };
  };
  storage?: Storage;
  walStorage?: Storage;
  resources?: IResourceRequirements;
  affinity?: {
    enablePodAntiAffinity?: boolean;
    podAntiAffinityType?: 'required' | 'preferred';
    topologyKey?: string;
    nodeSelector?: Record<string, string>;
  };
  topologySpreadConstraints?: ITopologySpreadConstraint[];
}

export interface ICluster {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'Cluster';
  metadata: IObjectMeta;
  spec: ClusterSpec;
}

export interface IScheduledBackup {
  apiVersion: 'postgresql.cnpg.io/v1';
  kind: 'ScheduledBackup';
  metadata: IObjectMeta;
  spec: {
    schedule: string;
    cluster: { name: string };
    immediate?: boolean;
    suspend?: boolean;
    backupOwnerReference?: 'none' | 'self' | 'cluster';
    method?: 'volumeSnapshot' | 'plugin';
    pluginConfiguration?: { name: string; parameters?: Record<string, string> };
    target?: 'primary' | 'prefer-standby';
  };
}

export interface IObjectStore {
  apiVersion: 'barmancloud.cnpg.io/v1';
  kind: 'ObjectStore';
  metadata: IObjectMeta;
  spec: {
    configuration: ObjectStore;
    retentionPolicy?: string;
    instanceSidecarConfiguration?: {
      retentionPolicyIntervalSeconds?: number;
      resources?: IResourceRequirements;
    };
  };
}
