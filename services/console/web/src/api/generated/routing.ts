// Generated from docs/openapi/routing.json by `npm run generate`. Do not edit.
export interface paths {
    "/api/routing/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One case with its assignment, progress, decision, possible actions and timeline. */
        get: operations["get_case"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/cases/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accepts a case; the 60 days of art. 34 begin. */
        post: operations["accept_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/cases/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assigns a case. Refused as a whole when a fixing is missing or R11 stands against it. */
        post: operations["assign_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/cases/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Closes a case whose decision was served. Never a condition of a remedy (section 10). */
        post: operations["close_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/cases/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Issues the decision; the handle clock stops. */
        post: operations["decide_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/cases/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reports progress; the first report makes the case "being handled". */
        post: operations["progress_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/cases/{id}/serve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Records that the petitioner received the decision; the 30 days of art. 35 begin. */
        post: operations["serve_case"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/cases/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggests a lead unit. A unit that R11 excludes is never among them. */
        get: operations["suggest_units"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/persons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Members of staff, of one unit or of all, oldest first. */
        get: operations["list_persons"];
        put?: never;
        /** Enters a person; their id is minted here. */
        post: operations["create_person"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/persons/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a person. A move that would take an owner from a case, or put somebody into a unit that the
         *     case excludes, is refused with the numbers of the cases (R11, scenario 10).
         */
        patch: operations["change_person"];
        trace?: never;
    };
    "/api/routing/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The jurisdiction rules, oldest first. */
        get: operations["list_rules"];
        put?: never;
        /** Enters a jurisdiction rule, from which units are suggested. */
        post: operations["create_rule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routing/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units of the instance, oldest first. */
        get: operations["list_units"];
        put?: never;
        /** Enters a unit; its id is minted here. */
        post: operations["create_unit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptBody: {
            /** @description Remark for the file, at most 500 characters. */
            note?: string | null;
        };
        ActionView: {
            allowed: boolean;
            /** @description `assign`, `accept`, `progress`, `decide`, `serve`, `close`. */
            name: string;
            reason_en: string;
            reason_zh: string;
        };
        /** @description The six fixings 六定. They are optional in the type alone: a refusal names every missing one at once. */
        AssignBody: {
            /** @description 协办单位, at most 20; may be empty. */
            assisting_units?: components["schemas"]["UnitId"][];
            /**
             * Format: date
             * @description 办理期限; absent: the statutory date. The earlier of the two governs (R6).
             */
            due?: string | null;
            handler: components["schemas"]["PersonId"] | null;
            lead_unit: components["schemas"]["UnitId"] | null;
            /** @description 办理要求, at most 2,000 characters. */
            requirement: string | null;
            responsible_leader: components["schemas"]["PersonId"] | null;
            supervising_unit: components["schemas"]["UnitId"] | null;
        };
        AssignmentView: {
            /** Format: date-time */
            accepted_at?: string | null;
            /** Format: date-time */
            assigned_at: string;
            assisting_units: components["schemas"]["UnitId"][];
            /** Format: date */
            due?: string | null;
            handler: components["schemas"]["PersonId"];
            lead_unit: components["schemas"]["UnitId"];
            letter_number: string;
            requirement: string;
            responsible_leader: components["schemas"]["PersonId"];
            supervising_unit: components["schemas"]["UnitId"];
        };
        /** @description The case after the change. */
        CaseChanged: {
            /** @description 处理意见书 number, from the decision on. */
            decision_number?: string | null;
            /** @description The case. */
            id: components["schemas"]["CaseId"];
            /** @description 交办函 number (R4), from the assignment on. */
            letter_number?: string | null;
            /** @description Where it is now. */
            status: components["schemas"]["CaseStatus"];
            /**
             * Format: int64
             * @description For the next `If-Match`.
             */
            version: number;
        };
        /**
         * @description 依法分类: which article of the Regulation governs the matter.
         * @enum {string}
         */
        CaseClass: "suggestion" | "accusation" | "claim";
        /**
         * Format: uuid
         * @description One petition and the case made of it: the same id in every service.
         */
        CaseId: string;
        /**
         * @description Where a case stands (section 7 of the domain table; the states of the main flow).
         * @enum {string}
         */
        CaseStatus: "registered" | "assigned" | "accepted" | "handling" | "decided" | "served" | "closed";
        /** @description A case as its page shows it. */
        CaseView: {
            /** @description Every action, allowed or with the reason why not. */
            actions: components["schemas"]["ActionView"][];
            assignment?: components["schemas"]["AssignmentView"] | null;
            case_number: string;
            category?: string | null;
            channel: components["schemas"]["Channel"];
            class: components["schemas"]["CaseClass"];
            closed?: components["schemas"]["ClosedView"] | null;
            decision?: components["schemas"]["DecisionView"] | null;
            id: components["schemas"]["CaseId"];
            /** @description The registrar's one line; the text of the petition is intake's. */
            matter: string;
            /** @description Names of the units and persons that appear above, by id. */
            names: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description Heads counted (人次).
             */
            persons: number;
            place?: string | null;
            /** @description The latest 100 reports, oldest of them first. */
            progress: components["schemas"]["ProgressView"][];
            /** Format: date-time */
            received_at: string;
            /** Format: date-time */
            registered_at: string;
            served?: components["schemas"]["ServedView"] | null;
            status: components["schemas"]["CaseStatus"];
            /** @description The latest 200 events, oldest of them first. */
            timeline: components["schemas"]["TimelineView"][];
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        /**
         * @description How a matter arrived (I5).
         * @enum {string}
         */
        Channel: "letter" | "visit" | "call" | "online" | "leader_reception" | "from_above" | "sweep" | "suggestion";
        CloseBody: {
            /** @description Remark for the file, at most 500 characters. */
            note?: string | null;
            result: components["schemas"]["ClosingResult"] | null;
        };
        ClosedView: {
            /** Format: date-time */
            at: string;
            result: components["schemas"]["ClosingResult"];
        };
        /**
         * @description Why a case is closed. There is no "returned" or "persuaded" (section 10).
         * @enum {string}
         */
        ClosingResult: "settled" | "lapsed" | "explained";
        /** @description The parts of a decision (section 8). Its text stays in this service. */
        DecideBody: {
            /** @description The provisions relied on, at most 4,000 characters. */
            legal_basis: string | null;
            outcome: components["schemas"]["Outcome"] | null;
            /** @description Facts found and what was decided, at most 10,000 characters. */
            summary: string | null;
        };
        DecisionView: {
            /** Format: date-time */
            issued_at: string;
            legal_basis?: string | null;
            number: string;
            outcome: components["schemas"]["Outcome"];
            summary?: string | null;
        };
        /**
         * @description What a decision says about the claim (art. 32, 34).
         * @enum {string}
         */
        Outcome: "supported" | "partly_supported" | "not_supported" | "explained";
        /** @description One page of a list. */
        Page_PersonView: {
            items: {
                active: boolean;
                id: components["schemas"]["PersonId"];
                name: string;
                title: string;
                unit_id: components["schemas"]["UnitId"];
                /**
                 * Format: int64
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_RuleView: {
            items: {
                category_prefix?: string | null;
                /** Format: uuid */
                id: string;
                keyword?: string | null;
                place_prefix?: string | null;
                /** Format: int64 */
                priority: number;
                unit_id: components["schemas"]["UnitId"];
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description One page of a list. */
        Page_UnitView: {
            items: {
                active: boolean;
                id: components["schemas"]["UnitId"];
                kind: components["schemas"]["UnitKind"];
                name: string;
                parent_id?: components["schemas"]["UnitId"] | null;
                /**
                 * Format: int64
                 * @description For `If-Match`.
                 */
                version: number;
            }[];
            /** @description Where the next page begins; null on the last one. */
            next_cursor?: string | null;
        };
        /** @description A member of staff as they are to be entered. Never a petitioner. */
        PersonBody: {
            /** @description At most 60 characters. */
            name: string;
            /** @description Post as published, at most 60 characters; tells people of one name apart. */
            title: string;
            unit_id: components["schemas"]["UnitId"];
        };
        /** @description What changes; what is absent stays. */
        PersonChange: {
            active?: boolean | null;
            /** @description At most 60 characters. */
            title?: string | null;
            unit_id?: components["schemas"]["UnitId"] | null;
        };
        /**
         * Format: uuid
         * @description A member of staff in the directory; minted by routing. Never a petitioner.
         */
        PersonId: string;
        /** @description A member of staff. */
        PersonView: {
            active: boolean;
            id: components["schemas"]["PersonId"];
            name: string;
            title: string;
            unit_id: components["schemas"]["UnitId"];
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
        ProgressBody: {
            /** @description What was done, at most 2,000 characters. */
            summary: string | null;
        };
        ProgressView: {
            /** Format: date-time */
            at: string;
            by: string;
            summary: string;
            unit: components["schemas"]["UnitId"];
        };
        /** @description A rule as it is to be entered; at least one criterion. */
        RuleBody: {
            /** @description Beginning of the subject path, levels joined by `/`. */
            category_prefix?: string | null;
            /** @description A word of the registrar's one-line matter. */
            keyword?: string | null;
            /** @description Beginning of the place. */
            place_prefix?: string | null;
            /**
             * Format: int64
             * @description Added to the score, -100 to 100.
             */
            priority?: number;
            /** @description Who has jurisdiction then. */
            unit_id: components["schemas"]["UnitId"];
        };
        /** @description A jurisdiction rule: every criterion that it has must hold. */
        RuleView: {
            category_prefix?: string | null;
            /** Format: uuid */
            id: string;
            keyword?: string | null;
            place_prefix?: string | null;
            /** Format: int64 */
            priority: number;
            unit_id: components["schemas"]["UnitId"];
        };
        ServeBody: {
            method: components["schemas"]["ServiceMethod"] | null;
            /**
             * Format: date-time
             * @description When; absent: now. Not before the decision, not in the future.
             */
            served_at?: string | null;
        };
        ServedView: {
            /** Format: date-time */
            at: string;
            method: components["schemas"]["ServiceMethod"];
        };
        /**
         * @description How a decision reached the petitioner (art. 34).
         * @enum {string}
         */
        ServiceMethod: "in_person" | "post" | "electronic" | "public_notice";
        SuggestedUnit: {
            reason_en: string;
            reason_zh: string;
            /**
             * Format: int64
             * @description Higher first; has no meaning beyond the order.
             */
            score: number;
            unit_id: components["schemas"]["UnitId"];
            unit_name: string;
        };
        /** @description At most ten units, best first. */
        Suggestions: {
            items: components["schemas"]["SuggestedUnit"][];
        };
        TimelineView: {
            /** Format: date-time */
            at: string;
            by: string;
            /** @description In Chinese. */
            text: string;
            text_en: string;
            type: string;
        };
        /** @description A unit as it is to be entered. */
        UnitBody: {
            kind: components["schemas"]["UnitKind"];
            /** @description Unique below its parent, at most 60 characters. */
            name: string;
            parent_id?: components["schemas"]["UnitId"] | null;
        };
        /**
         * Format: uuid
         * @description A unit of the directory (an office, department, town, village or group); minted by routing.
         */
        UnitId: string;
        /**
         * @description What a unit of the directory is.
         * @enum {string}
         */
        UnitKind: "petition_office" | "department" | "town" | "village" | "leadership" | "discipline" | "joint_conference";
        /** @description A unit of the directory. */
        UnitView: {
            active: boolean;
            id: components["schemas"]["UnitId"];
            kind: components["schemas"]["UnitKind"];
            name: string;
            parent_id?: components["schemas"]["UnitId"] | null;
            /**
             * Format: int64
             * @description For `If-Match`.
             */
            version: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_case: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The case */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseView"];
                };
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    accept_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseChanged"];
                };
            };
            /** @description Not this person (R9, R11) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The case is not in a status that allows it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed the case meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    assign_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseChanged"];
                };
            };
            /** @description Not this person (R9, R11) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The case is not in a status that allows it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed the case meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    close_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseChanged"];
                };
            };
            /** @description Not this person (R9, R11) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The case is not in a status that allows it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed the case meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    decide_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseChanged"];
                };
            };
            /** @description Not this person (R9, R11) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The case is not in a status that allows it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed the case meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    progress_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgressBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseChanged"];
                };
            };
            /** @description Not this person (R9, R11) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The case is not in a status that allows it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed the case meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    serve_case: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ServeBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseChanged"];
                };
            };
            /** @description Not this person (R9, R11) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The case is not in a status that allows it */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed the case meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    suggest_units: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The case */
                id: components["schemas"]["CaseId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Units, best first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            /** @description No such case within the caller's scope */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_persons: {
        parameters: {
            query?: {
                /** @description Only staff of this unit. */
                unit?: components["schemas"]["UnitId"];
                /** @description From the page before. */
                cursor?: string;
                /** @description 1 to 200, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PersonView"];
                };
            };
        };
    };
    create_person: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonBody"];
            };
        };
        responses: {
            /** @description The person */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description The unit has somebody of that name and title */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    change_person: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version that the caller read */
                "If-Match"?: string | null;
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path: {
                /** @description The person */
                id: components["schemas"]["PersonId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PersonChange"];
            };
        };
        responses: {
            /** @description The person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonView"];
                };
            };
            /** @description No such person */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description They hold parts in open cases, which are listed; or the name is taken */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Somebody else changed the person meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_rules: {
        parameters: {
            query?: {
                /** @description From the page before. */
                cursor?: string;
                /** @description 1 to 200, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RuleView"];
                };
            };
        };
    };
    create_rule: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RuleBody"];
            };
        };
        responses: {
            /** @description The rule */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RuleView"];
                };
            };
            /** @description The unit has a rule with the same criteria, or there are too many rules */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    list_units: {
        parameters: {
            query?: {
                /** @description From the page before. */
                cursor?: string;
                /** @description 1 to 200, default 50. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UnitView"];
                };
            };
        };
    };
    create_unit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeats of a request are answered, not done */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitBody"];
            };
        };
        responses: {
            /** @description The unit */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnitView"];
                };
            };
            /** @description The parent has a unit of that name */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request has errors; every field at fault is pointed at */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
