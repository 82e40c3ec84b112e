package io.coldkeep.api.wire;

/** The two services that Coldkeep speaks for; they differ in the shape of their errors and of their timestamps. */
public enum AwsService {
    /** Amazon EFS; all of its paths begin with the version of its API. */
    EFS("elasticfilesystem"),
    /** AWS Backup, and everything that belongs to no service of AWS. */
    BACKUP("backup");

    private static final String EFS_PREFIX = "/2015-02-01";
    private static final String EFS_MODEL = "software.amazon.awssdk.services.efs.";

    private final String signingName;

    AwsService(String signingName) {
        this.signingName = signingName;
    }

    /** The service's name in the credential scope of a signature. */
    public String signingName() {
        return signingName;
    }

    /** The service that a request belongs to, by its raw path. */
    public static AwsService ofPath(String path) {
        var rest = path.startsWith(EFS_PREFIX) ? path.substring(EFS_PREFIX.length()) : null;
        return rest != null && (rest.isEmpty() || rest.startsWith("/")) ? EFS : BACKUP;
    }

    /** The service that a class of the SDK's model belongs to. */
    static AwsService ofModel(Class<?> model) {
        return model.getName().startsWith(EFS_MODEL) ? EFS : BACKUP;
    }
}
