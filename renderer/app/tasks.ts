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

/** Runs long work as a task of the status line. The result or error is the caller's. */
export async function runTask<T>(
  title: string,
  work: (options: { readonly signal: AbortSignal; readonly onProgress: Progress }) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const id = useTasks.getState().nextId;
  useTasks.setState((state) => ({
    nextId: id + 1,
    tasks: [...state.tasks, { id, title, share: null, phase: '', cancel: () => controller.abort() }],
  }));
  const onProgress: Progress = ({ done, total, phase }) =>
    useTasks.setState((state) => ({
      tasks: state.tasks.map((task) =>
        task.id === id ? { ...task, phase, share: total > 0 ? Math.min(1, done / total) : null } : task,
      ),
    }));
  try {
    return await work({ signal: controller.signal, onProgress });
  } finally {
    useTasks.setState((state) => ({ tasks: state.tasks.filter((task) => task.id !== id) }));
  }
}
