/** The rules and use cases of Coldkeep. They need nothing but the JDK, so that other projects can use them. */
module io.coldkeep.domain {}
