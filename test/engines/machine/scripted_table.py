"""Shows each call that MiniStack's Step Functions makes of the table to the script of its case, which may let it fail.

A throttle cannot be provoked otherwise, and a lost answer only by luck. The table itself is MiniStack's own.
Environment: SCRIPT_URL.
"""

import json
import os
import sys
from urllib.request import Request, urlopen


def patch(stepfunctions):
    dispatch = stepfunctions._dispatch_aws_sdk_json
    parameters = dispatch.__code__.co_varnames[: dispatch.__code__.co_argcount]
    if parameters != ("service_info", "service_name", "action", "input_data"):
        sys.exit("expected _dispatch_aws_sdk_json with four parameters in MiniStack: look at scripted_table.py")

    def ask(moment, request):
        body = json.dumps(request).encode()
        with urlopen(Request(f"{os.environ['SCRIPT_URL']}/table/{moment}", data=body)) as answer:
            fault = json.load(answer).get("fault")
        if fault:
            raise stepfunctions._ExecutionError(fault, "scripted")

    def dispatch_as_scripted(service_info, service_name, action, input_data):
        ask("before", input_data)
        result = dispatch(service_info, service_name, action, input_data)
        ask("after", input_data)
        return result

    stepfunctions._dispatch_aws_sdk_json = dispatch_as_scripted
