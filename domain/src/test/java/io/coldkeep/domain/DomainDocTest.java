package io.coldkeep.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.coldkeep.domain.lifecycle.Lifecycle;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page for those who use the rules as a library says what is true: its code runs and prints what it says. */
class DomainDocTest {

    private static final Path PAGE = Path.of("..", "docs", "domain.md");

    @TempDir
    Path directory;

    @Test
    void printsWhatThePageSays() throws Exception {
        var page = Files.readString(PAGE);
        var blocks = blocks(page, "java");
        var program = blocks.get(0)
                + "class Page {\n    public static void main(String[] args) {\n"
                + String.join("\n", blocks.subList(1, blocks.size()))
                + "    }\n}\n";

        var printed = run(Files.writeString(directory.resolve("Page.java"), program));

        assertThat(printed).isEqualTo(String.join("", blocks(page, "text")));
    }

    @Test
    void namesOnlyWhatThereIs() throws Exception {
        var rules = Files.readString(PAGE).split("## The rules", 2)[1];

        var violations = Pattern.compile("`LifecycleViolation\\.(\\w+)`")
                .matcher(rules)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        var classes =
                Class.forName("io.coldkeep.domain.lifecycle.LifecycleViolation").getPermittedSubclasses();
        assertThat(violations)
                .isEqualTo(List.of(classes).stream().map(Class::getSimpleName).collect(Collectors.toSet()));
    }

    private static List<String> blocks(String page, String language) {
        var blocks = new ArrayList<String>();
        var matcher = Pattern.compile("^```" + language + "\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    /** Compiles and runs the program with nothing but the JDK and the classes of this module. */
    private static String run(Path program) throws IOException, InterruptedException, URISyntaxException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var classes = Path.of(Lifecycle.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var errors = program.resolveSibling("errors");
        var process = new ProcessBuilder(java.toString(), "-cp", classes.toString(), program.toString())
                .redirectError(errors.toFile())
                .start();
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(() -> read(errors)).isZero();
        return printed.replace(System.lineSeparator(), "\n");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
