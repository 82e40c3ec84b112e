package io.coldkeep.api.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors that AWS has published: the worked example of its documentation and cases of its SigV4 test suite. */
class PublishedVectorsTest {

    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String TIMESTAMP = "20150830T123600Z";
    private static final CredentialScope SUITE = new CredentialScope("20150830", "us-east-1", "service");
    private static final CredentialScope IAM = new CredentialScope("20150830", "us-east-1", "iam");

    private static SignedRequest request(String method, String path, String query, Map<String, String> headers) {
        return new SignedRequest(
                method,
                path,
                query,
                name -> headers.containsKey(name) ? List.of(headers.get(name)) : List.of(),
                new byte[0]);
    }

    private static String signature(SignedRequest request, CredentialScope scope, List<String> signedHeaders) {
        var canonical = CanonicalRequest.of(request, signedHeaders, Hashes.sha256(request.body()));
        return SigningKey.derive(SECRET, scope).sign(StringToSign.of(TIMESTAMP, scope, canonical));
    }

    @Test
    void signsTheExampleOfTheDocumentation() {
        var headers = Map.of(
                "host", "iam.amazonaws.com",
                "content-type", "application/x-www-form-urlencoded; charset=utf-8",
                "x-amz-date", TIMESTAMP);
        var request = request("GET", "/", "Action=ListUsers&Version=2010-05-08", headers);
        var signedHeaders = List.of("content-type", "host", "x-amz-date");

        var canonical = CanonicalRequest.of(request, signedHeaders, Hashes.sha256(request.body()));

        assertThat(new String(canonical, UTF_8)).isEqualTo("""
                GET
                /
                Action=ListUsers&Version=2010-05-08
                content-type:application/x-www-form-urlencoded; charset=utf-8
                host:iam.amazonaws.com
                x-amz-date:20150830T123600Z

                content-type;host;x-amz-date
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""");
        assertThat(Hashes.sha256(canonical))
                .isEqualTo("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59");
        assertThat(signature(request, IAM, signedHeaders))
                .isEqualTo("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "get-vanilla, GET, /, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-relative, GET, /example/.., '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slash, GET, //, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "get-slash-dot-slash, GET, /./, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "query-order-key-case, GET, /, Param2=value2&Param1=value1,"
                + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        "get-utf8, GET, /%E1%88%B4, '', 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
        "post-vanilla, POST, /, '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    })
    void signsTheCasesOfTheTestSuite(String name, String method, String path, String query, String expected) {
        var headers = Map.of("host", "example.amazonaws.com", "x-amz-date", TIMESTAMP);
        // The suite writes the path of get-utf8 decoded; sent, and signed once more, it is encoded.
        var request = request(method, name.equals("get-utf8") ? "/\u1234" : path, query, headers);

        assertThat(signature(request, SUITE, List.of("host", "x-amz-date"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=b|a=b",
                "b=2&a=1|a=1&b=2",
                "a=2&a=1|a=1&a=2",
                "a=1&A=2|A=2&a=1",
                "a|a=",
                "a=&&b|a=&b=",
                "a=b=c|a=b%3Dc",
                "a=x+y|a=x%20y",
                "a=x%20y|a=x%20y",
                "a=%c3%bc|a=%C3%BC",
                "a=-._~|a=-._~",
                "a=%2d%2D|a=--",
                "a=%zz|a=%25zz",
                "a=%4|a=%254",
                "a=/:@|a=%2F%3A%40",
            })
    void bringsQueriesIntoTheirOneForm(String query, String canonical) {
        assertThat(CanonicalRequest.canonicalQuery(query)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "'', /",
        "/, /",
        "/a, /a",
        "/a/, /a/",
        "//a//b/, /a/b/",
        "/a/./b, /a/b",
        "/a/../b, /b",
        "/../../a, /a",
        "/a/..%2F../b, /a/..%2F../b",
        "/.a/..b, /.a/..b",
    })
    void normalizesPathsWithoutDecodingThem(String path, String normalized) {
        assertThat(CanonicalRequest.normalizedPath(path)).isEqualTo(normalized);
    }

    @Test
    void joinsTheValuesOfAHeaderInTheirOrder() {
        var values = new LinkedHashMap<String, List<String>>();
        values.put("host", List.of("example.amazonaws.com"));
        values.put("my-header", List.of("  value4 ", "value1", "a   b\t c"));
        var request = new SignedRequest(
                "GET", "/", "", name -> values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()), new byte[0]);

        var canonical = new String(CanonicalRequest.of(request, List.of("host", "my-header"), "hash"), UTF_8);

        assertThat(canonical).contains("\nmy-header:value4,value1,a b c\n");
    }
}
