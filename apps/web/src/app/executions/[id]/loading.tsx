import { ExecutionSkeleton } from '../../../execution/execution-screen';

export default function LoadingExecution() {
  return <ExecutionSkeleton id={null} />;
}
