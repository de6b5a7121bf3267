/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#define PROMPT "> "

/* Lines kept in the history file. */
#define HISTORY_MAX 1000

typedef enum
{
  PROMPT_SHOWN,
  PROMPT_HIDDEN,
  PROMPT_TAKEN, /* a line is being handled: readline draws the next prompt by itself */
  PROMPT_ENDED,
} PromptState;

struct _CliTerminal
{
  char *history_file;
  char *line; /* accepted, on its way to the callback */
  GSource *input;
  GSource *resumed; /* the program was stopped and goes on; nullable */
  guint resize_id;
  int n_lines; /* typed in this run */
  PromptState state;
  CliTerminalFunc on_line;
  gpointer user_data;
};

/* readline calls back without a pointer of ours. */
static CliTerminal *the_terminal;

/* What a signal handler may do is little: it writes here. */
static int resume_pipe[2];

static char *
dup_history_file (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "noctule", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return NULL;

  return g_build_filename (folder, "connect-history", NULL);
}

/* Multi-line entries need the time stamps that readline writes between them. */
static void
load_history (CliTerminal *terminal)
{
  terminal->history_file = dup_history_file ();
  history_comment_char = '#';
  history_write_timestamps = 1;
  using_history ();
  stifle_history (HISTORY_MAX);
  if (terminal->history_file != NULL)
    (void)read_history (terminal->history_file);
}

static void
save_history (CliTerminal *terminal)
{
  int fd;

  if (terminal->history_file == NULL || terminal->n_lines == 0)
    return;

  /* what people send may be secret: the file is theirs alone from the beginning */
  fd = g_open (terminal->history_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0)
    return;

  (void)close (fd);
  if (append_history (MIN (terminal->n_lines, HISTORY_MAX), terminal->history_file) == 0)
    (void)history_truncate_file (terminal->history_file, HISTORY_MAX);
}

static void
end_prompt (CliTerminal *terminal)
{
  if (terminal->state == PROMPT_ENDED)
    return;

  if (terminal->state == PROMPT_SHOWN)
    (void)rl_clear_visible_line ();
  rl_callback_handler_remove ();
  g_source_destroy (terminal->input);
  terminal->state = PROMPT_ENDED;
}

static void
on_readline (char *text)
{
  CliTerminal *terminal = the_terminal;
  g_autofree char *line = g_steal_pointer (&terminal->line);
  gboolean is_end = text == NULL;

  free (text);
  if (is_end)
    {
      end_prompt (terminal);
      terminal->on_line (NULL, terminal->user_data);
      return;
    }

  if (line != NULL)
    {
      terminal->state = PROMPT_TAKEN;
      terminal->on_line (line, terminal->user_data);
    }
  if (terminal->state != PROMPT_ENDED)
    terminal->state = PROMPT_SHOWN;
}

/* Enter. The line is taken off the screen: it comes back as an event, with its time. An empty one
 * is no message. */
static int
accept_line (int count, int key)
{
  CliTerminal *terminal = the_terminal;

  if (*rl_line_buffer != '\0')
    {
      terminal->line = g_strdup (rl_line_buffer);
      add_history (terminal->line);
      terminal->n_lines++;
    }
  (void)rl_clear_visible_line ();
  rl_replace_line ("", 1);

  return rl_newline (1, key);
}

static gboolean
on_input (int fd, GIOCondition condition, gpointer user_data)
{
  CliTerminal *terminal = user_data;

  if ((condition & G_IO_IN) != 0)
    {
      rl_callback_read_char ();
    }
  else
    {
      /* the terminal is gone: readline would ask for more and more of it */
      end_prompt (terminal);
      terminal->on_line (NULL, terminal->user_data);
    }

  return G_SOURCE_CONTINUE;
}

static gboolean
on_resize (gpointer user_data)
{
  rl_resize_terminal ();

  return G_SOURCE_CONTINUE;
}

static void
on_continue (int number)
{
  int code = errno;

  (void)!write (resume_pipe[1], "", 1);
  errno = code;
}

/* The shell had the terminal meanwhile and has left it in its own state. */
static gboolean
on_resumed (int fd, GIOCondition condition, gpointer user_data)
{
  CliTerminal *terminal = user_data;
  char c;

  (void)!read (fd, &c, 1);
  if (terminal->state == PROMPT_ENDED)
    return G_SOURCE_CONTINUE;

  rl_deprep_terminal ();
  rl_prep_terminal (1);
  (void)rl_forced_update_display ();

  return G_SOURCE_CONTINUE;
}

static GSource *
watch (int fd, GUnixFDSourceFunc callback, CliTerminal *terminal)
{
  GSource *source = g_unix_fd_source_new (fd, G_IO_IN | G_IO_HUP | G_IO_ERR);

  g_source_set_callback (source, G_SOURCE_FUNC (callback), terminal, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static void
watch_signals (CliTerminal *terminal)
{
  struct sigaction action = { .sa_handler = on_continue };

  terminal->resize_id = g_unix_signal_add (SIGWINCH, on_resize, NULL);
  if (!g_unix_open_pipe (resume_pipe, FD_CLOEXEC, NULL))
    return;

  terminal->resumed = watch (resume_pipe[0], on_resumed, terminal);
  (void)sigaction (SIGCONT, &action, NULL);
}

static void
unwatch (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
unwatch_signals (CliTerminal *terminal)
{
  (void)g_source_remove (terminal->resize_id);
  if (terminal->resumed == NULL)
    return;

  (void)signal (SIGCONT, SIG_DFL);
  unwatch (terminal->resumed);
  (void)close (resume_pipe[0]);
  (void)close (resume_pipe[1]);
}

static void
set_up_readline (void)
{
  rl_readline_name = "noctule";
  rl_outstream = isatty (STDOUT_FILENO) ? stdout : stderr;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_change_environment = 0;
  rl_erase_empty_line = 1;
  rl_callback_handler_install (PROMPT, on_readline);
  /* a tab is a character of a message here */
  (void)rl_bind_key ('\t', rl_insert);
  (void)rl_bind_key ('\r', accept_line);
  (void)rl_bind_key ('\n', accept_line);
}

CliTerminal *
cli_terminal_new (CliTerminalFunc on_line, gpointer user_data)
{
  CliTerminal *terminal = g_new0 (CliTerminal, 1);

  g_return_val_if_fail (the_terminal == NULL, NULL);

  the_terminal = terminal;
  terminal->on_line = on_line;
  terminal->user_data = user_data;
  load_history (terminal);
  watch_signals (terminal);
  terminal->input = watch (STDIN_FILENO, on_input, terminal);
  set_up_readline ();

  return terminal;
}

void
cli_terminal_hide (CliTerminal *terminal)
{
  if (terminal->state != PROMPT_SHOWN)
    return;

  terminal->state = PROMPT_HIDDEN;
  (void)rl_clear_visible_line ();
  (void)fflush (rl_outstream);
}

void
cli_terminal_show (CliTerminal *terminal)
{
  if (terminal->state != PROMPT_HIDDEN)
    return;

  terminal->state = PROMPT_SHOWN;
  (void)rl_on_new_line ();
  rl_redisplay ();
}

void
cli_terminal_free (CliTerminal *terminal)
{
  end_prompt (terminal);
  save_history (terminal);
  unwatch_signals (terminal);
  g_source_unref (terminal->input);
  g_free (terminal->history_file);
  g_free (terminal->line);
  g_free (terminal);
  the_terminal = NULL;
}
