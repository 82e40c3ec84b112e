package io.coldkeep.app.config;

import io.coldkeep.persistence.content.blob.s3.S3Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the objects of a tier are. */
public sealed interface StorePlace {

    /** Where an object is, as an operator is shown it and says it. */
    String of(String object);

    /** Whether one of them is in the other, or both are the same. */
    boolean overlaps(StorePlace other);

    /** Below a directory, which is absolute. */
    record Directory(Path path) implements StorePlace {

        @Override
        public String of(String object) {
            return path.resolve(object).toString();
        }

        @Override
        public boolean overlaps(StorePlace other) {
            return other instanceof Directory(Path others)
                    && (real(path).startsWith(real(others)) || real(others).startsWith(real(path)));
        }

        /** Without links, as far as it is there. */
        private static Path real(Path path) {
            try {
                return path.toRealPath();
            } catch (IOException e) {
                var parent = path.getParent();
                return parent == null || Files.exists(path)
                        ? path
                        : real(parent).resolve(path.getFileName());
            }
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** Below a prefix of a bucket. */
    record Bucket(S3Location location) implements StorePlace {

        @Override
        public String of(String object) {
            return location.uri(object);
        }

        @Override
        public boolean overlaps(StorePlace other) {
            return other instanceof Bucket(S3Location others) && location.overlaps(others);
        }

        @Override
        public String toString() {
            return location.toString();
        }
    }
}
