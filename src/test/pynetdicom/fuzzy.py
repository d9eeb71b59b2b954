"""A PACS of one study that finds names by likeness where that is negotiated (PS3.4 C.5.1.1).

fuzzy.py PORT AGREES   AGREES is 1 where it accepts fuzzy matching, 0 where it answers that it does not
"""
import sys

from pydicom.dataset import Dataset
from pynetdicom import AE, evt
from pynetdicom.sop_class import StudyRootQueryRetrieveInformationModelFind as FIND

AGREES = int(sys.argv[2])
STORED = "Meier^Eva"


def negotiate(event):
    offered = event.app_info.get(FIND, b"")
    return {FIND: bytes([0, 0, AGREES and offered[2]])} if len(offered) > 2 else {}


def sound(name):
    return name.lower().replace("ay", "ei").replace("y", "i")


def find(event):
    asked = str(event.identifier.PatientName)
    accepted = event.assoc.acceptor.sop_class_extended.get(FIND, b"")
    like = len(accepted) > 2 and accepted[2] == 1
    if asked == STORED or (like and sound(asked) == sound(STORED)):
        match = Dataset()
        match.QueryRetrieveLevel = "STUDY"
        match.PatientName = STORED
        match.StudyInstanceUID = "1.2.3"
        yield 0xFF00, match


ae = AE("PACS")
ae.add_supported_context(FIND)
ae.start_server(("127.0.0.1", int(sys.argv[1])), evt_handlers=[(evt.EVT_SOP_EXTENDED, negotiate), (evt.EVT_C_FIND, find)])
