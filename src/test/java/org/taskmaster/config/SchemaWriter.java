package org.taskmaster.config;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.taskmaster.model.SyslogFacility;

/// Writes the JSON schema of the configuration, with which editors complete and check it.
final class SchemaWriter {

    private static final String NUMBER_OR_TEXT = "\"type\": [\"integer\", \"string\"]";

    private SchemaWriter() {}

    static String schema() {
        return """
            {
              "$schema": "http://json-schema.org/draft-07/schema#",
              "title": "Taskmaster configuration",
              "type": "object",
              "required": ["programs"],
              "additionalProperties": false,
              "patternProperties": {
                "^x-": { "description": "Yours: a place for anchors." }
              },
              "properties": {
                "taskmaster": {
                  "description": "The supervisor itself.",
                  "type": ["object", "null"],
                  "additionalProperties": false,
                  "properties": {
            %s
                  }
                },
                "programs": {
                  "description": "The programs, by name.",
                  "type": ["object", "null"],
                  "propertyNames": { "pattern": "^(?!-)(?!all$)[^\\\\s:/*?\\\\[\\\\]]{1,%d}$" },
                  "additionalProperties": { "$ref": "#/definitions/program" }
                }
              },
              "definitions": {
                "program": {
                  "type": "object",
                  "required": ["cmd"],
                  "additionalProperties": false,
                  "properties": {
            %s
                  }
                }
              }
            }
            """.formatted(properties(Keys.OF_SUPERVISOR), ConfigBounds.NAME_LENGTH, properties(Keys.OF_PROGRAM));
    }

    private static String properties(List<KeySpec> keys) {
        return keys.stream().map(SchemaWriter::property).collect(Collectors.joining(",\n"));
    }

    private static String property(KeySpec key) {
        String fallback = key.fallback().isEmpty() ? "" : " By default " + key.fallback() + ".";
        return "        \"%s\": {\n          \"description\": \"%s\",\n          %s\n        }"
                .formatted(key.name(), escaped(key.description() + fallback), type(key.kind()));
    }

    private static String type(ValueKind kind) {
        return switch (kind) {
            case COMMAND ->
                "\"oneOf\": [{ \"type\": \"string\", \"minLength\": 1 }, { \"type\": \"array\", \"minItems\": 1,"
                        + " \"items\": { \"type\": [\"string\", \"number\", \"boolean\"] } }]";
            case PROCESS_COUNT -> number(0, ConfigBounds.PROCESSES);
            case RETRIES -> number(0, 1_000_000);
            case BACKUPS -> number(0, 1000);
            case PRIORITY -> "\"type\": \"integer\"";
            case FLAG -> "\"enum\": [true, false, \"yes\", \"no\", \"on\", \"off\"]";
            case AUTORESTART -> "\"enum\": [\"always\", \"never\", \"unexpected\", true, false]";
            case INPUT -> "\"enum\": [\"none\", \"pipe\"]";
            case EXIT_CODES ->
                "\"oneOf\": [{ %1$s }, { \"type\": \"array\", \"items\": { %1$s } }]".formatted(number(0, 255));
            case DURATION ->
                "\"type\": [\"number\", \"string\"], \"minimum\": 0, \"pattern\":"
                        + " \"^([0-9]+([.][0-9]+)?(d|h|m|s|ms))*([0-9]+([.][0-9]+)?)?$\"";
            case UMASK, MODE -> NUMBER_OR_TEXT + ", \"pattern\": \"^(0o)?[0-7]{1,4}$\"";
            case SIGNAL, USER, OWNER, SIZE, TEXT -> NUMBER_OR_TEXT;
            case ROTATION -> "\"enum\": [\"hourly\", \"daily\", \"weekly\", \"none\"]";
            case LINE_FORMAT -> "\"enum\": [\"raw\", \"prefix\", \"json\"]";
            case ON_LOG_ERROR -> "\"enum\": [\"drop\", \"block\"]";
            case SYSLOG -> "\"type\": \"string\", \"pattern\": \"^(none|local|(udp|tcp)://.+)$\"";
            case SYSLOG_FACILITY -> "\"enum\": [" + facilities() + "]";
            case SYSLOG_TAG, KEYS -> "\"type\": \"string\", \"minLength\": 1";
            case OUTPUT, OUTPUT_OF_STDERR, PATH -> "\"type\": \"string\", \"minLength\": 1";
            case ENVIRONMENT ->
                "\"type\": [\"object\", \"null\"], \"additionalProperties\": { \"type\": [\"string\", \"number\","
                        + " \"boolean\"] }";
            case PEOPLE, HOSTS ->
                "\"oneOf\": [{ %1$s }, { \"type\": \"array\", \"items\": { %1$s } }]".formatted(NUMBER_OR_TEXT);
            case ADDRESS -> "\"type\": \"string\", \"pattern\": \"^.+:[0-9]{1,5}$\"";
            case AUTH -> "\"enum\": [\"password\", \"none\"]";
            case PASSWORD -> "\"type\": \"string\", \"pattern\": \"^[$]pbkdf2-sha512[$]\"";
            case ROLE -> "\"enum\": [\"viewer\", \"operator\"]";
            case ACCOUNTS ->
                "\"type\": \"object\", \"minProperties\": 1, \"additionalProperties\": { \"type\": \"object\","
                        + " \"required\": [\"password\", \"role\"], \"additionalProperties\": false,"
                        + " \"properties\": {\n"
                        + properties(Keys.OF_ACCOUNT) + "\n        } }";
            case LOG_LEVEL -> "\"enum\": [\"critical\", \"error\", \"warn\", \"info\", \"debug\"]";
        };
    }

    private static String facilities() {
        return Stream.of(SyslogFacility.values())
                .map(facility -> "\"" + facility.word() + "\"")
                .collect(Collectors.joining(", "));
    }

    private static String number(int least, int most) {
        return String.format(Locale.ROOT, "\"type\": \"integer\", \"minimum\": %d, \"maximum\": %d", least, most);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
