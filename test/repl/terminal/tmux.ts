// A real terminal for tests: tmux holds the screen, keys go in, what stands on it is read. Nothing
// sleeps for a fixed time: a test waits until the screen shows what it expects.
import { execFile, spawnSync } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const tmux = promisify(execFile);

export interface Terminal {
  /** Presses keys, named as tmux does: "C-c", "Enter", "Up"; other texts are typed as they are. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Types a text and Enter. */
  readonly enter: (text: string) => Promise<void>;
  /** Pastes, bracketed where the program has asked for that. */
  readonly paste: (text: string) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** The screen's lines as they are now, without blanks at their ends and empty lines at the end; `colours`: with escapes. */
  readonly screen: (options?: { readonly colours?: boolean }) => Promise<string>;
  /** The cursor's place: column and row, from 0. */
  readonly cursor: () => Promise<readonly [number, number]>;
  /** Waits until the screen is as expected; fails with the screen where it never is. */
  readonly until: (expected: RegExp | ((screen: string) => boolean)) => Promise<string>;
  readonly close: () => Promise<void>;
}

export const hasTmux: boolean = spawnSync("tmux", ["-V"]).status === 0;

const PATIENCE = 15_000;
let opened = 0;

/** Runs a shell command at a terminal; below its last words stands its exit code. */
export async function openTerminal(
  command: string,
  {
    columns = 80,
    rows = 24,
    env = {},
  }: { columns?: number; rows?: number; env?: Record<string, string> } = {},
): Promise<Terminal> {
  const socket = `gradtree-test-${process.pid}-${++opened}`;
  const ask = async (...args: readonly string[]): Promise<string> =>
    (await tmux("tmux", ["-u", "-L", socket, "-f", "/dev/null", ...args], { maxBuffer: 2 ** 24 })).stdout;
  const settings = Object.entries(env).flatMap(([name, value]) => ["-e", `${name}=${value}`]);
  const size = ["-x", String(columns), "-y", String(rows)];
  // Something stays when the command has ended, so that its last words can be read.
  await ask("new-session", "-d", ...size, ...settings, `${command}; echo "exit code $?"; exec sleep 600`);

  const screen: Terminal["screen"] = async ({ colours = false } = {}) => {
    const text = await ask("capture-pane", "-p", ...(colours ? ["-e"] : []));
    return text.replace(/ +$/gmu, "").trimEnd();
  };
  const press: Terminal["press"] = async (...keys) => {
    for (const key of keys) {
      const isNamed = /^(?:[CM]-\S+|Enter|Tab|Up|Down|Left|Right|Home|End|BSpace)$/u.test(key);
      await ask("send-keys", ...(isNamed ? [key] : ["-l", "--", key]));
    }
  };
  return {
    press,
    screen,
    enter: (text) => press(text, "Enter"),
    async paste(text) {
      const loading = tmux("tmux", ["-L", socket, "load-buffer", "-"]);
      loading.child.stdin?.end(text);
      await loading;
      await ask("paste-buffer", "-p", "-r");
    },
    async resize(width, height) {
      await ask("resize-window", "-x", String(width), "-y", String(height));
    },
    async cursor() {
      const [x, y] = (await ask("display-message", "-p", "#{cursor_x} #{cursor_y}")).split(" ").map(Number);
      return [x, y];
    },
    async until(expected) {
      const holds = typeof expected === "function" ? expected : (text: string) => expected.test(text);
      let now = "";
      for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(20)) {
        now = await screen();
        if (holds(now)) return now;
      }
      throw new Error(`the screen never became as expected (${expected}):\n${now}`);
    },
    async close() {
      await ask("kill-server");
    },
  };
}
