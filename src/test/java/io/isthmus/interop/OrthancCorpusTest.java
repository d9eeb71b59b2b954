package io.isthmus.interop;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** Instances are had by C-GET. */
@QuarkusTest
@WithTestResource(
    value = OrthancResource.class,
    scope = TestResourceScope.RESTRICTED_TO_CLASS,
    initArgs = @ResourceArg(name = "retrieve", value = "auto"))
class OrthancCorpusTest extends OrthancCorpusContract {}
