package io.coldkeep.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void showsNamesThatWouldMoveTheCursorOfATerminal() {
        assertThat(Printable.of("a\nb\u001b[2J")).isEqualTo("a\\u000ab\\u001b[2J");
        assertThat(Printable.of("gpj.\u202eexe")).isEqualTo("gpj.\\u202eexe");
    }

    @Test
    void leavesOtherNamesAsTheyAre() {
        assertThat(Printable.of("/näme with späce/\ud83d\ude00")).isEqualTo("/näme with späce/\ud83d\ude00");
    }
}
