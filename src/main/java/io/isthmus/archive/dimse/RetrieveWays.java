package io.isthmus.archive.dimse;

/** What there is to retrieve with from one PACS. */
record RetrieveWays(
    Hierarchy hierarchy,
    GetOperation getting,
    MoveOperation moving,
    MethodChoice choice,
    KnownClasses classes,
    Failures failures) {}
