package io.coldkeep.persistence.content.pack;

import io.coldkeep.domain.content.ContentId;
import io.coldkeep.domain.lifecycle.StorageTier;
import io.coldkeep.persistence.content.blob.BlobName;
import io.coldkeep.persistence.content.index.Pack;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Where the objects of a vault are in a store. */
public final class PackNames {

    /** Below that all vaults are. */
    public static final BlobName VAULTS = new BlobName("vaults");

    private static final String UUID_PATTERN = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern IN_VAULT = Pattern.compile(VAULTS + "/" + UUID_PATTERN + "/.*");
    private static final Pattern DESCRIPTOR = Pattern.compile(VAULTS + "/" + UUID_PATTERN + "/points/" + UUID_PATTERN);
    private static final Pattern PACK = Pattern.compile(
            VAULTS + "/" + UUID_PATTERN + "/(packs|meta)/[0-9a-f]{2}/" + UUID_PATTERN + "-([0-9a-f]{8})\\.pack");

    private PackNames() {}

    /** Below that everything of a vault is. */
    public static BlobName vault(UUID vault) {
        return new BlobName(VAULTS + "/" + vault);
    }

    public static BlobName header(UUID vault) {
        return new BlobName(vault(vault) + "/vault");
    }

    /** Below that all descriptors of a vault are. */
    public static BlobName descriptors(UUID vault) {
        return new BlobName(vault(vault) + "/points");
    }

    public static BlobName descriptor(UUID vault, UUID attempt) {
        return new BlobName(descriptors(vault) + "/" + attempt);
    }

    /** Begins with the session that writes it, so that every object names who is responsible. */
    public static BlobName of(Pack pack) {
        var serial = HexFormat.of().toHexDigits(pack.serial());
        return new BlobName("%s/%s/%s/%s-%s.pack"
                .formatted(
                        vault(pack.vault()),
                        pack.kind() == Pack.Kind.DATA ? "packs" : "meta",
                        serial.substring(serial.length() - 2),
                        pack.session(),
                        serial));
    }

    /** The vault that the object is of, if it is of one. */
    public static Optional<UUID> vaultOf(BlobName name) {
        var parts = IN_VAULT.matcher(name.value());
        return parts.matches() ? Optional.of(UUID.fromString(parts.group(1))) : Optional.empty();
    }

    /** What that is the descriptor of, if it is one. */
    public static Optional<ContentId> contentOf(BlobName name) {
        var parts = DESCRIPTOR.matcher(name.value());
        return parts.matches()
                ? Optional.of(new ContentId(UUID.fromString(parts.group(1)), UUID.fromString(parts.group(2))))
                : Optional.empty();
    }

    /** The pack that {@link #of} gives that name, if there is one; of what size its name does not say. */
    public static Optional<Pack> packOf(BlobName name, StorageTier tier) {
        var parts = PACK.matcher(name.value());
        if (!parts.matches()) {
            return Optional.empty();
        }
        var kind = parts.group(2).equals("packs") ? Pack.Kind.DATA : Pack.Kind.META;
        var pack = new Pack(
                HexFormat.fromHexDigits(parts.group(4)),
                UUID.fromString(parts.group(1)),
                tier,
                kind,
                UUID.fromString(parts.group(3)),
                Pack.State.LIVE,
                0);
        return Optional.of(pack).filter(named -> of(named).equals(name));
    }
}
