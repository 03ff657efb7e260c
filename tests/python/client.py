"""Checks files in one batch and prints each result as JSON, a line each, in the order of the files.

Uses nothing but the stubs that grpc_tools makes from proto/, as any program in Python would. Every other file is sent whole,
the rest in pieces that interleave with each other.

    client.py ADDRESS FILE...
"""

import json
import pathlib
import sys
import threading

import grpc
from google.protobuf import json_format

# Registers the details of errors, so that they can be shown as JSON.
from google.rpc import error_details_pb2  # noqa: F401
from gouji.v1 import report_service_pb2 as messages
from gouji.v1 import report_service_pb2_grpc as services

PIECE = 4096
TIMEOUT_SECONDS = 60


def whole(name, content):
    document = messages.Document(name=name, content=content)
    return messages.CheckReportsRequest(item=messages.BatchItem(id=name, document=document))


def pieces(name, content):
    """The pieces of an item; the document stands on the first."""
    starts = range(0, max(len(content), 1), PIECE)
    for start in starts:
        document = messages.Document(name=name) if start == 0 else None
        last = start == starts[-1]
        chunk = messages.BatchChunk(id=name, document=document, content=content[start : start + PIECE], last=last)
        yield messages.CheckReportsRequest(chunk=chunk)


def requests(files, answered):
    yield messages.CheckReportsRequest(options=messages.BatchOptions(order=messages.ANSWER_ORDER_INPUT))
    open_items = []
    for at, (name, content) in enumerate(files):
        if at % 2:
            yield whole(name, content)
        else:
            open_items.append(pieces(name, content))
        # A piece of each open item, so that they interleave.
        for item in list(open_items):
            piece = next(item, None)
            if piece is None:
                open_items.remove(item)
            else:
                yield piece
    for item in open_items:
        yield from item
    # Every item is complete, so every answer comes while the batch is still open.
    assert answered.wait(TIMEOUT_SECONDS), "answers come before the batch is ended"


def main():
    address, *paths = sys.argv[1:]
    files = [(path, pathlib.Path(path).read_bytes()) for path in paths]
    answered = threading.Event()
    results = []
    with grpc.insecure_channel(address) as channel:
        stub = services.ReportServiceStub(channel)
        for answer in stub.CheckReports(requests(files, answered), timeout=TIMEOUT_SECONDS):
            if answer.WhichOneof("message") == "summary":
                assert answer.summary.item_count == len(files), answer.summary
                break
            results.append(answer.result)
            if len(results) == len(files):
                answered.set()
    assert [result.id for result in results] == [name for name, _ in files], "answers come in input order"
    for result in results:
        print(json.dumps(json_format.MessageToDict(result.checked), ensure_ascii=False))


if __name__ == "__main__":
    main()
