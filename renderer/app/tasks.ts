import { create } from 'zustand';

export interface Task {
  readonly id: number;
  readonly title: string;
  /** 0-1, or null while the amount is unknown. */
  readonly share: number | null;
  readonly phase: string;
  cancel(): void;
}

interface TaskStore {
  readonly tasks: readonly Task[];
  readonly nextId: number;
  set(tasks: readonly Task[]): void;
}

/** Long work under way, shown in the status line with progress and a way to stop it. */
export const useTasks = create<TaskStore>((set) => ({ tasks: [], nextId: 1, set: (tasks) => set({ tasks }) }));

export type Progress = (progress: { readonly done: number; readonly total: number; readonly phase: string }) => void;

/**
 * Runs long work as a task of the status line. The result or error is the caller's.
 * @param options.afterMs  work that is done sooner is not shown
 * @param options.signal   of the caller, who may stop the work, too
 */
export async function runTask<T>(
  title: string,
  work: (options: { readonly signal: AbortSignal; readonly onProgress: Progress }) => Promise<T>,
  options: { readonly afterMs?: number; readonly signal?: AbortSignal } = {},
): Promise<T> {
  const controller = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, controller.signal]) : controller.signal;
  const id = useTasks.getState().nextId;
  useTasks.setState({ nextId: id + 1 });
  let share: Task['share'] = null;
  const show = (): void =>
    useTasks.setState((state) => ({
      tasks: [...state.tasks, { id, title, share, phase: '', cancel: () => controller.abort() }],
    }));
  const timer = options.afterMs === undefined ? null : setTimeout(show, options.afterMs);
  if (timer === null) show();
  const onProgress: Progress = ({ done, total, phase }) => {
    share = total > 0 ? Math.min(1, done / total) : null;
    useTasks.setState((state) => ({
      tasks: state.tasks.map((task) => (task.id === id ? { ...task, phase, share } : task)),
    }));
  };
  try {
    return await work({ signal, onProgress });
  } finally {
    if (timer !== null) clearTimeout(timer);
    useTasks.setState((state) => ({ tasks: state.tasks.filter((task) => task.id !== id) }));
  }
}
