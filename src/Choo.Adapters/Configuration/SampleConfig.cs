namespace Choo.Adapters.Configuration;

/// <summary>The configuration that <c>init</c> writes: the most common keys, commented out.</summary>
public static class SampleConfig
{
    /// <summary>Lines that begin with "# " explain; a line with '#' right before a key, or before its indentation, is a setting to uncomment.</summary>
    public const string Text = """
        # What choo does in this repository: the most common settings, commented out. Remove the '#' before a key (and before the
        # key above it) to change it. A value is the default unless its comment says "Example".
        # All settings: docs/guide/configuration.md in choo's repository. An unknown key is reported with the nearest name.

        # The branch that finished work lands on. Without it: the branch that is checked out. Example:
        #target_branch: main

        # How many units run at the same time.
        #parallelism: 4

        # Units that are committed to the target while a run goes on become part of it.
        #take_new_units: true

        # Which agent does the work: claude, codex, or a name from 'providers' (examples).
        # A unit's plan may say 'provider:' itself.
        #provider:
        #  type: claude
        #  providers:
        #    claude:
        # A program and its arguments, as a string or a list. A path with spaces needs a list.
        #      command: claude
        #      model: sonnet
        #    codex:
        #      command: [codex]
        # Any other program: it gets the prompt on standard input, and the prompt's path in {prompt_file}.
        #    script:
        #      command: ["./tools/agent.sh", "--unit", "{unit}"]
        #      env:
        #        AGENT_MODE: batch

        # More variables of choo's own environment that children get, besides the common ones; a name may end with *. Examples:
        #environment:
        #  agents: [GEMINI_API_KEY]
        #  gates: [TEST_DATABASE]
        # Variables whose values are secret although their names do not show it: they are redacted everywhere.
        #  secrets: [LICENSE_FILE_CONTENT]

        # What must pass before a unit lands. Without it: 'dotnet build' and 'dotnet test' where a solution or project
        # is found. Example:
        #baseline_checks:
        #  - name: build
        #    command: dotnet build
        #  - name: test
        #    command: dotnet test
        #baseline:
        # Start even though the baseline already fails on the target.
        #  allow_red_target: false
        # Judge test by test: tests that already fail on the target do not count against a unit.
        #  regression_only: false
        # When the baseline runs on the target itself: alongside (while the first agents work), before, or never.
        #  verify_target: alongside

        # Commands that run in a worktree each time a unit gets it (setup), and each time choo has finished with it (teardown);
        # both also run in the clean checkout of each baseline run. Examples:
        #worktree:
        #  setup:
        #    - command: npm ci
        #      if: package.json
        #  teardown:
        #    - command: ./tools/stop-services.sh
        #      if: tools/stop-services.sh

        # How many attempts a task, and how many fix turns a failing baseline, may take before the unit fails.
        #limits:
        #  task_attempts: 3
        #  baseline_attempts: 3
        # MiB that must be free on the disk when a unit starts; 0 switches the check off.
        #  free_disk_mb: 500
        #merge:
        #  max_conflict_retries: 3

        # What agents' turns may cost, for the whole run and for each unit: US dollars, tokens, turns,
        # time. Without it: no limit. Examples:
        #budget:
        #  run:
        #    cost: 20
        #    tokens: 50000000
        #    turns: 200
        #    time: 8h
        #  unit:
        #    cost: 5

        # Tell me elsewhere too when units fail, are blocked or wait for me, and (ended) when the run ends. Addresses and keys are
        # secrets: name environment variables that hold them. Examples:
        #escalation:
        #  when: [failed, blocked, waiting, ended]
        #  slack_webhook: CHOO_SLACK_WEBHOOK
        #  webhook_url: CHOO_WEBHOOK_URL
        #  webhook_secret: CHOO_WEBHOOK_SECRET
        #  command: ["./tools/notify.sh"]

        # How long something may take: 90s, 10m, 1h30m. `silence: 0` turns the silence timeout off.
        #timeouts:
        #  turn: 30m
        #  silence: 5m
        #  gate: 10m
        #  setup: 10m

        # How many gates run at the same time. Without it: as many as there are processors. Example: 2.
        #gates:
        #  parallelism: 2
        # Files that agents may not change, besides specs and this file. Without it: the files of build servers. Example:
        #  protected: [".github/workflows/", "*.verified.txt"]
        # When tests vanish, are skipped, lose assertions or fail as they stood: wait for you, allow it, or refuse (the unit fails).
        #  changed_tests: wait
        # Also run changed tests as they stood before on the new code, and new tests on the code before.
        #  old_tests: true
        #  new_tests: true
        # Do not run a proof again that passed in an earlier run: same tree, same gates, same SDKs, same environment.
        #  reuse_evidence: true
        # Also run each task's backpressure (its own gate) before the work: if it already passed, it would prove nothing.
        #  red_first: false

        """;
}
