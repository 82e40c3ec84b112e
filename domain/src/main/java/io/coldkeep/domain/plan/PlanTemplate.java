package io.coldkeep.domain.plan;

/** A plan to begin with; its rules have ids of their own and the default vault as their target. */
public record PlanTemplate(String id, String name, PlanDocument document) {}
