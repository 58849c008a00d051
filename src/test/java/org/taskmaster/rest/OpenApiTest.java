package org.taskmaster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.taskmaster.Golden;
import org.taskmaster.commands.FakeControl;

class OpenApiTest {

    private static final Path DOCUMENT = Path.of("docs/reference/openapi.json");

    private final ApiResource api = new ApiResource(new FakeControl());
    private final String document = new String(api.document(), StandardCharsets.UTF_8) + "\n";

    @Test
    void theDocumentThatIsKeptIsUpToDate() {
        Golden.check(DOCUMENT, document);
    }

    @Test
    void theDocumentIsValidOpenApi() {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document);

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(result.getOpenAPI().getPaths()).hasSizeGreaterThan(20);
    }

    /// So that the test above can fail.
    @Test
    void aDocumentThatIsNotValidIsFoundOut() {
        String broken = document.replaceFirst("\"operationId\"", "\"operationID\"")
                .replaceFirst("\"in\": \"query\"", "\"in\": \"body\"");

        assertThat(new OpenAPIV3Parser().readContents(broken).getMessages()).isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Set<String> wanted = new HashSet<>();
        Matcher references =
                Pattern.compile("\"#/components/schemas/([A-Za-z]+)\"").matcher(document);
        while (references.find()) {
            wanted.add(references.group(1));
        }

        assertThat(wanted).isNotEmpty();
        for (String name : wanted) {
            assertThat(document).contains("      \"" + name + "\": {\n");
        }
    }
}
