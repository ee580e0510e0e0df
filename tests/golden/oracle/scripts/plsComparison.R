# Structural models of the mobile phone study side by side: information criteria by extractAIC of R's own regressions on the construct
# scores; writes cases/pls_comparison.json. Run in the oracle's folder: Rscript scripts/plsComparison.R
# The scores come from Wold's iteration on the answers themselves, written out below; its paths and R2 are held against those of cSEM,
# seminr, semPLS and plspm in cases/pls_sem.json before anything is written.
library(jsonlite)
origin <- paste0("R ", getRversion(), ", stats: lm, summary.lm, extractAIC (k = 2 and log n) on construct scores of variance 1 (divisor n)")
data <- read.csv("data/mobi.csv")
# Variance 1 with the divisor n, as extractAIC counts residuals.
unit <- function(x) { x <- x - mean(x); x / sqrt(mean(x^2)) }

estimate <- function(blocks, paths, target) {
  constructs <- names(blocks)
  x <- lapply(blocks, function(items) apply(as.matrix(data[, items, drop = FALSE]), 2, unit))
  scores <- sapply(x, function(block) unit(rowSums(block)))
  predecessors <- lapply(constructs, function(k) paths$from[paths$to == k])
  names(predecessors) <- constructs
  repeat {
    proxies <- sapply(constructs, function(k) {
      before <- predecessors[[k]]
      after <- paths$to[paths$from == k]
      proxy <- numeric(nrow(scores))
      if (length(before) > 0) proxy <- proxy + fitted(lm.fit(scores[, before, drop = FALSE], scores[, k]))
      for (j in after) proxy <- proxy + cor(scores[, j], scores[, k]) * scores[, j]
      proxy
    })
    new <- sapply(constructs, function(k) unit(x[[k]] %*% cor(x[[k]], proxies[, k])))
    change <- max(abs(abs(new) - abs(scores)))
    scores <- new
    if (change < 1e-13) break
  }
  for (k in constructs) if (sum(cor(x[[k]], scores[, k])) < 0) scores[, k] <- -scores[, k]
  weights <- lapply(constructs, function(k) qr.solve(x[[k]], scores[, k]))
  names(weights) <- constructs
  fits <- lapply(constructs, function(k)
    if (length(predecessors[[k]]) == 0) NULL
    else lm(reformulate(predecessors[[k]], k), as.data.frame(scores)))
  names(fits) <- constructs
  n <- nrow(data)
  # Weights of the answers on 0-100, which sum to 1 (Fornell).
  index <- sapply(constructs, function(k) {
    answers <- 100 * (as.matrix(data[, blocks[[k]], drop = FALSE]) - 1) / 9
    w <- weights[[k]] / apply(answers, 2, sd)
    sum(w / sum(w) * colMeans(answers))
  })
  loadings <- lapply(constructs, function(k) drop(cor(x[[k]], scores[, k])))
  all <- do.call(cbind, x)
  load <- unlist(loadings)
  owner <- rep(seq_along(constructs), lengths(blocks))
  implied <- outer(load, load) * cor(scores)[owner, owner]
  diag(implied) <- 1
  lower <- lower.tri(implied, diag = TRUE)
  several <- owner %in% which(lengths(blocks) > 1)
  r2 <- sapply(fits[!sapply(fits, is.null)], function(fit) summary(fit)$r.squared)
  own <- fits[[target]]
  list(
    r_squared = as.list(r2),
    adjusted_r_squared = summary(own)$adj.r.squared,
    aic = extractAIC(own)[2],
    bic = extractAIC(own, k = log(n))[2],
    index = as.list(index),
    srmr = sqrt(mean((cor(all) - implied)[lower]^2)),
    gof = sqrt(mean(load[several]^2) * mean(r2)),
    paths = lapply(seq_len(nrow(paths)), function(i)
      list(from = paths$from[i], to = paths$to[i], coefficient = unname(coef(fits[[paths$to[i]]])[paths$from[i]]))))
}

known <- fromJSON("cases/pls_sem.json", simplifyVector = FALSE)
modelOf <- function(id) {
  case <- Filter(function(one) one$id == id, known)[[1]]
  list(blocks = lapply(case$options$blocks, unlist),
       paths = data.frame(from = sapply(case$options$paths, `[[`, "from"), to = sapply(case$options$paths, `[[`, "to")),
       expected = case$expected)
}
ecsi <- modelOf("pls_sem/ecsi_mobi_path_A")
acsi <- modelOf("pls_sem/acsi_mobi_path_A")
for (model in list(ecsi, acsi)) {
  ours <- estimate(model$blocks, model$paths, "Satisfaction")
  theirs <- sapply(model$expected$paths, `[[`, "coefficient")
  stopifnot(max(abs(sapply(ours$paths, `[[`, "coefficient") - theirs)) < 1e-10)
  for (k in names(ours$r_squared)) stopifnot(abs(ours$r_squared[[k]] - model$expected$r_squared[[k]]) < 1e-10)
  for (k in names(ours$index)) stopifnot(abs(ours$index[[k]] - model$expected$index_0_100[[k]]) < 1e-8)
}

without <- function(model, cause, effect) {
  model$paths <- model$paths[!(model$paths$from == cause & model$paths$to == effect), ]
  model
}
compare <- function(models, target) {
  results <- lapply(models, function(model) estimate(model$blocks, model$paths, target))
  bic <- sapply(results, `[[`, "bic")
  share <- exp((min(bic) - bic) / 2)
  lapply(seq_along(results), function(i)
    c(results[[i]], list(bic_behind = bic[i] - min(bic), bic_weight = share[i] / sum(share))))
}
asOption <- function(model) list(
  constructs = lapply(names(model$blocks), function(k) list(name = k, mode = "A", items = I(model$blocks[[k]]))),
  paths = lapply(seq_len(nrow(model$paths)), function(i) as.list(model$paths[i, ])))
case <- function(id, asked, models, target, notes) list(
  id = paste0("pls_comparison/", id), method = "pls_comparison",
  dataset = list(file = "data/mobi.csv"),
  options = list(models = lapply(asked, asOption), target = target, scheme = "path", scale_min = 1, scale_max = 10),
  expected = list(n = nrow(data), models = compare(models, target)), source = origin, notes = notes)

# Value between quality and satisfaction alone: what reaches satisfaction otherwise goes.
mediated <- without(without(ecsi, "Image", "Satisfaction"), "Expectation", "Satisfaction")
shorter <- list(blocks = ecsi$blocks[c("Quality", "Value", "Satisfaction", "Loyalty")],
                paths = data.frame(from = c("Quality", "Quality", "Value", "Satisfaction"),
                                   to = c("Value", "Satisfaction", "Satisfaction", "Loyalty")))
causes <- ecsi$paths$from[ecsi$paths$to == "Satisfaction"]
cases <- list(
  case("ecsi_less_a_path", list(ecsi), c(list(ecsi), lapply(causes, function(cause) without(ecsi, cause, "Satisfaction"))),
       "Satisfaction", "one model asked for: itself and itself less each path to the target"),
  case("ecsi_acsi_shorter", list(ecsi, acsi, mediated, shorter), list(ecsi, acsi, mediated, shorter), "Satisfaction",
       "models of seven, six and four constructs"),
  case("loyalty", list(ecsi, acsi, shorter), list(ecsi, acsi, shorter), "Loyalty", "another target"))
write(toJSON(cases, auto_unbox = TRUE, digits = I(15), pretty = TRUE, null = "null", na = "null"), "cases/pls_comparison.json")
