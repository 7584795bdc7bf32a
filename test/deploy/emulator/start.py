"""Starts MiniStack 1.5.33 with four gaps closed, and ends it with everything it started when its input closes.

Environment: GATEWAY_PORT, BIND_HOST, TMPDIR (a folder of its own, removed at the end), SFN_WAIT_SCALE (how many real
seconds a second of waiting takes in Step Functions), MINISTACK_PATCH (a Python file of a suite's own, whose
`patch(stepfunctions)` is called before the start), and a PATH whose `node` is the one that runs the functions.
"""

import os
import runpy
import shutil
import signal
import sys
import tempfile
import threading
from importlib import metadata

EXPECTED = "1.5.33"
WAIT_SCALE = float(os.environ.get("SFN_WAIT_SCALE", "1"))


def demand(holds, what):
    """A patch must not sit on other code than it was written for."""
    if not holds:
        sys.exit(f"expected {what} in MiniStack {EXPECTED}, found {metadata.version('ministack')}: look at the patch")


def end_when_input_closes():
    """The pipe closes however the owner ends, also when it is killed; the functions' processes share our group."""
    sys.stdin.buffer.read()
    shutil.rmtree(tempfile.gettempdir(), ignore_errors=True)
    os.killpg(os.getpgrp(), signal.SIGKILL)


def keep_error_names(lambda_runtime, lambda_svc):
    """Step Functions matches Retry and Catch by a thrown error's name, which MiniStack does not pass on."""
    reported = 'status: "error", error: String(err.message || err), trace: err.stack || ""'
    demand(lambda_runtime._NODEJS_WORKER_SCRIPT.count(reported) == 1, "one place that reports a handler's error")
    lambda_runtime._NODEJS_WORKER_SCRIPT = lambda_runtime._NODEJS_WORKER_SCRIPT.replace(
        reported,
        'status: "error", error: String(err.message || err), '
        'trace: "ERRORTYPE " + (err.name || "Error") + "\\n" + (err.stack || "")',
    )
    invoke = lambda_svc._execute_function_with_config_scope

    def invoke_keeping_error_name(*args, **kwargs):
        result = invoke(*args, **kwargs)
        body = result.get("body")
        if result.get("error") and isinstance(body, dict) and body.get("errorType") == "Runtime.HandlerError":
            for line in (result.get("log") or "").splitlines():
                if line.startswith("ERRORTYPE "):
                    body["errorType"] = line.split(" ", 1)[1]
        return result

    lambda_svc._execute_function_with_config_scope = invoke_keeping_error_name


def evaluate_task_timeouts(stepfunctions):
    """TimeoutSeconds may be a JSONata expression; a callback task's timeout is a wait, and is scaled like one."""
    execute = stepfunctions._execute_task
    parameters = execute.__code__.co_varnames[: execute.__code__.co_argcount]
    demand(parameters == ("state_def", "raw_input", "execution", "ctx"), "_execute_task with four parameters")

    def execute_with_timeout(state_def, raw_input, execution, ctx):
        if "TimeoutSeconds" in state_def:
            scale = WAIT_SCALE if ".waitForTaskToken" in state_def["Resource"] else 1
            try:
                seconds = stepfunctions._jsonata_state_field(state_def, "TimeoutSeconds", "number", raw_input, ctx)
                state_def = {**state_def, "TimeoutSeconds": max(0.05, seconds * scale)}
            except stepfunctions._ExecutionError:
                # Failing arguments fail where Retry and Catch see it, and by the same name.
                failing = {"Arguments": "{% $error('TimeoutSeconds is no number') %}", "TimeoutSeconds": 1}
                state_def = {**state_def, **failing}
        return execute(state_def, raw_input, execution, ctx)

    stepfunctions._execute_task = execute_with_timeout


def take_metric_math(provisioners):
    """CloudFormation there refuses an alarm over several metrics: it is made over the first of them instead."""
    record = provisioners._cw_metric_alarm_record
    parameters = record.__code__.co_varnames[: record.__code__.co_argcount]
    demand(parameters == ("name", "props"), "_cw_metric_alarm_record with two parameters")

    def record_first_metric(name, props):
        stats = [metric["MetricStat"] for metric in props.get("Metrics") or [] if "MetricStat" in metric]
        if not stats:
            return record(name, props)
        first = {**stats[0]["Metric"], "Period": stats[0]["Period"], "Statistic": stats[0]["Stat"]}
        return record(name, {**props, "Metrics": None, **first})

    provisioners._cw_metric_alarm_record = record_first_metric


def take_budgets(provisioners):
    """CloudFormation there does not know a cost budget, which nothing in a deployed stage depends on: it makes none."""
    handlers = provisioners._RESOURCE_HANDLERS
    demand("AWS::Budgets::Budget" not in handlers, "no AWS::Budgets::Budget")
    handlers["AWS::Budgets::Budget"] = {
        "create": lambda logical_id, props, stack_name: (f"{stack_name}-{logical_id}", {}),
        "delete": lambda physical_id, props: None,
    }


def main():
    demand(metadata.version("ministack") == EXPECTED, "nothing else")
    os.setpgid(0, 0)
    threading.Thread(target=end_when_input_closes, daemon=True).start()

    from ministack.core import lambda_runtime
    from ministack.services import lambda_svc, stepfunctions
    from ministack.services.cloudformation import provisioners

    keep_error_names(lambda_runtime, lambda_svc)
    evaluate_task_timeouts(stepfunctions)
    take_metric_math(provisioners)
    take_budgets(provisioners)
    patch = os.environ.get("MINISTACK_PATCH")
    if patch:
        runpy.run_path(patch)["patch"](stepfunctions)

    from ministack.app import main as serve

    serve()


main()
