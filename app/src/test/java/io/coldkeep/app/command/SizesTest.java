package io.coldkeep.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 bytes",
        "1,1 byte",
        "999,999 bytes",
        "1000,1.0 kB",
        "3000021,3.0 MB",
        "9223372036854775807,9223.4 PB"
    })
    void saysBytesAsPeopleDo(long bytes, String said) {
        assertThat(Sizes.of(bytes)).isEqualTo(said);
    }
}
