package io.coldkeep.domain.arn;

/** Whose something is: every stored thing belongs to one account in one region, and no query reads across them. */
public record Owner(AccountId account, Region region) {

    public static Owner of(String account, String region) {
        return new Owner(AccountId.of(account), Region.of(region));
    }

    /** The ARN of a resource of this owner. */
    public Arn arn(String service, String resource) {
        return new Arn(region.partition(), service, region.code(), account.value(), resource);
    }

    /** Whether the ARN names a resource of the service that belongs to this owner. */
    public boolean owns(Arn arn, String service) {
        return arn.partition().equals(region.partition())
                && arn.service().equals(service)
                && arn.region().equals(region.code())
                && arn.account().equals(account.value());
    }
}
