// The whole client: it starts `attrib lsp`, and starts it anew when its settings change.

import { homedir } from "node:os";
import { commands, ExtensionContext, Uri, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

const LANGUAGES = ["plaintext", "markdown", "html"];
const SCHEMES = ["file", "untitled"];

let client: LanguageClient | undefined;
// One change after the other: a server that starts must not overlap with one that stops.
let settled: Promise<void> = Promise.resolve();

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("attrib.restart", restart),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("attrib")) {
        void restart();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await settled;
  await stop();
}

function restart(): Promise<void> {
  settled = settled.then(stop).then(start);
  return settled;
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  // A server that has died already cannot be asked to stop.
  await running?.stop().catch(() => undefined);
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration("attrib");
  if (!settings.get<boolean>("enable", true)) {
    return;
  }
  const command = settings.get<string>("path", "").trim().replace(/^~(?=[/\\])/, homedir()) || "attrib";
  const folder: Uri | undefined = workspace.workspaceFolders?.[0]?.uri;
  client = new LanguageClient(
    "attrib",
    "attrib",
    { command, args: ["lsp"], options: folder?.scheme === "file" ? { cwd: folder.fsPath } : {} },
    { documentSelector: SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))) },
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(
      `attrib: “${command} lsp” did not start (${reason}). ` +
        "Install it with: pip install 'attrib[lsp]', or say where it is with the setting attrib.path.",
    );
  }
}
