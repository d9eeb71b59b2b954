"""The N-services against pynetdicom.

scp PORT   serves Unified Procedure Steps and storage commitment until it is ended
scu PORT   calls each service of an SCP and prints a line for each answer
"""
import sys

from pydicom.dataset import Dataset
from pynetdicom import AE, evt
from pynetdicom.sop_class import StorageCommitmentPushModel, UnifiedProcedureStepPush

PORT = int(sys.argv[2])


def data_set(label):
    answer = Dataset()
    answer.ProcedureStepLabel = label
    return answer


def served(name, answer):
    def handle(event):
        return 0x0000, data_set(name + " " + answer(event))

    return handle


HANDLERS = [
    (evt.EVT_N_CREATE, served("created", lambda e: e.attribute_list.ProcedureStepLabel)),
    (evt.EVT_N_GET, served("got", lambda e: ",".join("%08X" % tag for tag in e.attribute_identifiers))),
    (evt.EVT_N_SET, served("set", lambda e: e.modification_list.ProcedureStepLabel)),
    (evt.EVT_N_ACTION, served("action", lambda e: str(e.action_type))),
    (evt.EVT_N_EVENT_REPORT, served("event", lambda e: str(e.event_type))),
]


def scp():
    ae = AE("PACS")
    ae.add_supported_context(UnifiedProcedureStepPush)
    ae.add_supported_context(StorageCommitmentPushModel)
    ae.start_server(("127.0.0.1", PORT), block=True, evt_handlers=HANDLERS)


def say(name, answer):
    status, reply = answer
    label = reply.ProcedureStepLabel if reply and "ProcedureStepLabel" in reply else ""
    print(name, "%04X" % status.Status, label)


def scu():
    ae = AE("SCU")
    ae.add_requested_context(UnifiedProcedureStepPush)
    ae.add_requested_context(StorageCommitmentPushModel)
    association = ae.associate("127.0.0.1", PORT, ae_title="PACS")
    assert association.is_established
    ups = UnifiedProcedureStepPush
    say("N-CREATE", association.send_n_create(data_set("one"), ups, "1.2.3"))
    say("N-GET", association.send_n_get([0x00741000, 0x00404041], ups, "1.2.3"))
    say("N-SET", association.send_n_set(data_set("two"), ups, "1.2.3"))
    say("N-ACTION", association.send_n_action(data_set("three"), 3, ups, "1.2.3"))
    say("N-EVENT-REPORT", association.send_n_event_report(data_set("four"), 2, StorageCommitmentPushModel, "1.2.3"))
    association.release()


{"scp": scp, "scu": scu}[sys.argv[1]]()
